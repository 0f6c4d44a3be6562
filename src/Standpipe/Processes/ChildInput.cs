using System.Text;
using Microsoft.Win32.SafeHandles;
using Standpipe.Platform;

namespace Standpipe;

/// <summary>Where a child's standard input comes from.</summary>
/// <remarks>
/// <para><b>Ownership</b>: an end of a pipe moves into the child: once it has started, the caller's end is disposed of,
/// so end of file comes when the last writer goes. Handles and streams stay the caller's.</para>
/// </remarks>
public sealed class ChildInput
{
    private readonly Func<PreparedStreams, SafeFileHandle?> _open;

    private ChildInput(Func<PreparedStreams, SafeFileHandle?> open) => _open = open;

    /// <summary>Gets the default: the current <see cref="StandardHandles.Input"/>.</summary>
    /// <value>A shared instance.</value>
    public static ChildInput Inherit { get; } = new(static _ => StandardHandles.Input);

    /// <summary>Gets nothing at all: the child starts without standard input, as after <c>&lt;&amp;-</c> in a shell.</summary>
    /// <value>A shared instance.</value>
    /// <remarks>The next file that such a child opens becomes its standard input. <see cref="Null"/> is what most want.</remarks>
    public static ChildInput Closed { get; } = new(static _ => null);

    /// <summary>Gets the null device: end of file at once.</summary>
    /// <value>A shared instance.</value>
    public static ChildInput Null { get; } = new(static streams => streams.Own(RedirectFile.OpenNull()));

    /// <summary>Gets a new pipe, whose write end is <see cref="ChildProcess.StandardInput"/>.</summary>
    /// <value>A shared instance; every start makes a pipe of its own.</value>
    public static ChildInput Pipe { get; } = new(static streams => streams.AddInputPipe());

    /// <summary>Hands an end of a pipe to the child.</summary>
    /// <param name="end">The end; it moves into the child.</param>
    public static implicit operator ChildInput(PipeReadEnd end) => FromPipeReadEnd(end);

    /// <summary>Hands an end of a pipe to the child.</summary>
    /// <param name="end">The end; it moves into the child.</param>
    /// <returns>The input.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="end"/> is <see langword="null"/>.</exception>
    public static ChildInput FromPipeReadEnd(PipeReadEnd end)
    {
        ArgumentNullException.ThrowIfNull(end);
        return new ChildInput(streams => streams.Move(end));
    }

    /// <summary>Lets the child read a file.</summary>
    /// <param name="path">The file, opened at the start; a relative path means this process's current directory.</param>
    /// <returns>The input.</returns>
    /// <exception cref="ArgumentException">The path is empty, or holds what no path can.</exception>
    public static ChildInput FromFile(string path)
    {
        Redirection.RequirePath(path);
        return new ChildInput(streams => streams.Own(RedirectFile.Open(path, RedirectMode.Read)));
    }

    /// <summary>Lets the child read from any handle.</summary>
    /// <param name="handle">The handle, open until the child has started; it stays the caller's.</param>
    /// <returns>The input.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="handle"/> is <see langword="null"/>.</exception>
    public static ChildInput FromHandle(SafeFileHandle handle)
    {
        ArgumentNullException.ThrowIfNull(handle);
        return new ChildInput(_ => handle);
    }

    /// <summary>Feeds the child bytes, then end of file.</summary>
    /// <param name="bytes">The bytes, of any length; not to be changed until the child has taken them.</param>
    /// <returns>The input. A child that does not want them all is no error.</returns>
    public static ChildInput FromBytes(ReadOnlyMemory<byte> bytes) => new(streams => streams.AddFeed(bytes));

    /// <summary>Feeds the child text, then end of file.</summary>
    /// <param name="text">The text, of any length.</param>
    /// <param name="encoding">How to encode it; by default UTF-8. No byte order mark is sent.</param>
    /// <returns>The input. A child that does not want it all is no error.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is <see langword="null"/>.</exception>
    public static ChildInput FromText(string text, Encoding? encoding = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        return FromBytes((encoding ?? Encoding.UTF8).GetBytes(text));
    }

    /// <summary>Feeds the child what a stream gives, then end of file.</summary>
    /// <param name="stream">The stream, read on the thread pool until its end; it stays the caller's.</param>
    /// <returns>The input. A child that does not want it all is no error.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The stream cannot be read.</exception>
    public static ChildInput FromStream(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return stream.CanRead
            ? new ChildInput(streams => streams.AddFeed(stream))
            : throw new ArgumentException("The stream cannot be read.", nameof(stream));
    }

    /// <summary>Lets the child read from a handle, or start without standard input if there is none.</summary>
    internal static ChildInput FromOptional(SafeFileHandle? handle) => new(_ => handle);

    /// <summary>Makes the handle for one start.</summary>
    /// <returns>The handle; null: the child starts without standard input.</returns>
    internal SafeFileHandle? Open(PreparedStreams streams) => _open(streams);
}
