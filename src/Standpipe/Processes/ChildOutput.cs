using Microsoft.Win32.SafeHandles;
using Standpipe.Platform;

namespace Standpipe;

/// <summary>Where a child's standard output, or standard error, goes.</summary>
/// <remarks>
/// <para><b>Ownership</b>: an end of a pipe moves into the child: once it has started, the caller's end is disposed of,
/// so end of file comes when the child is done. Handles stay the caller's.</para>
/// </remarks>
public sealed class ChildOutput
{
    private readonly Func<PreparedStreams, int, SafeFileHandle?> _open;

    private ChildOutput(Func<PreparedStreams, int, SafeFileHandle?> open, int sameAs = -1)
    {
        _open = open;
        SameAs = sameAs;
    }

    /// <summary>Gets the default: the current <see cref="StandardHandles.Output"/>, or <see cref="StandardHandles.Error"/>.</summary>
    /// <value>A shared instance.</value>
    public static ChildOutput Inherit { get; } =
        new(static (_, index) => index == PreparedStreams.Output ? StandardHandles.Output : StandardHandles.Error);

    /// <summary>Gets nothing at all: the child starts without the descriptor, as after <c>&gt;&amp;-</c> in a shell.</summary>
    /// <value>A shared instance.</value>
    /// <remarks>The next file that such a child opens takes its place. <see cref="Null"/> is what most want.</remarks>
    public static ChildOutput Closed { get; } = new(static (_, _) => null);

    /// <summary>Gets the null device.</summary>
    /// <value>A shared instance.</value>
    public static ChildOutput Null { get; } = new(static (streams, _) => streams.Own(RedirectFile.OpenNull()));

    /// <summary>Gets a capture into memory, from the start on; see <see cref="ChildProcess.WaitForResult()"/>.</summary>
    /// <value>A shared instance; every start has a capture of its own.</value>
    public static ChildOutput Capture { get; } = new(static (streams, index) => streams.AddCapture(index));

    /// <summary>
    /// Gets a new pipe, whose read end is <see cref="ChildProcess.StandardOutput"/> or
    /// <see cref="ChildProcess.StandardError"/>.
    /// </summary>
    /// <value>A shared instance; every start makes a pipe of its own.</value>
    public static ChildOutput Pipe { get; } = new(static (streams, index) => streams.AddOutputPipe(index));

    /// <summary>Gets, for standard error, whatever standard output is (<c>2&gt;&amp;1</c>): one stream, in the order written.</summary>
    /// <value>A shared instance.</value>
    public static ChildOutput StandardOutput { get; } =
        new(static (streams, _) => streams.Handles[PreparedStreams.Output], sameAs: PreparedStreams.Output);

    /// <summary>Gets, for standard output, whatever standard error is (<c>1&gt;&amp;2</c>).</summary>
    /// <value>A shared instance.</value>
    public static ChildOutput StandardError { get; } =
        new(static (streams, _) => streams.Handles[PreparedStreams.Error], sameAs: PreparedStreams.Error);

    /// <summary>Gets the index of the stream this one repeats, or -1.</summary>
    internal int SameAs { get; }

    /// <summary>Hands an end of a pipe to the child.</summary>
    /// <param name="end">The end; it moves into the child.</param>
    public static implicit operator ChildOutput(PipeWriteEnd end) => FromPipeWriteEnd(end);

    /// <summary>Hands an end of a pipe to the child.</summary>
    /// <param name="end">The end; it moves into the child. One end may be both output and error.</param>
    /// <returns>The output.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="end"/> is <see langword="null"/>.</exception>
    public static ChildOutput FromPipeWriteEnd(PipeWriteEnd end)
    {
        ArgumentNullException.ThrowIfNull(end);
        return new ChildOutput((streams, _) => streams.Move(end));
    }

    /// <summary>Lets the child write a file from its start, made or emptied at the start of the child.</summary>
    /// <param name="path">The file; a relative path means this process's current directory.</param>
    /// <returns>The output.</returns>
    /// <exception cref="ArgumentException">The path is empty, or holds what no path can.</exception>
    public static ChildOutput CreateFile(string path) => ToFile(path, RedirectMode.Create);

    /// <summary>Lets the child write at the end of a file, made at the start of the child if it is missing.</summary>
    /// <param name="path">The file; a relative path means this process's current directory.</param>
    /// <returns>The output.</returns>
    /// <exception cref="ArgumentException">The path is empty, or holds what no path can.</exception>
    public static ChildOutput AppendFile(string path) => ToFile(path, RedirectMode.Append);

    /// <summary>Lets the child write to any handle.</summary>
    /// <param name="handle">The handle, open until the child has started; it stays the caller's.</param>
    /// <returns>The output.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="handle"/> is <see langword="null"/>.</exception>
    public static ChildOutput FromHandle(SafeFileHandle handle)
    {
        ArgumentNullException.ThrowIfNull(handle);
        return new ChildOutput((_, _) => handle);
    }

    /// <summary>Lets the child write to a handle, or start without the stream if there is none.</summary>
    internal static ChildOutput FromOptional(SafeFileHandle? handle) => new((_, _) => handle);

    /// <summary>Makes the handle for one start.</summary>
    /// <param name="streams">The start's streams.</param>
    /// <param name="index">Which of them this is.</param>
    /// <returns>The handle; null: the child starts without that stream.</returns>
    internal SafeFileHandle? Open(PreparedStreams streams, int index) => _open(streams, index);

    private static ChildOutput ToFile(string path, RedirectMode mode)
    {
        Redirection.RequirePath(path);
        return new ChildOutput((streams, _) => streams.Own(RedirectFile.Open(path, mode)));
    }
}
