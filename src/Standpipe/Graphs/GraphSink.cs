using Microsoft.Win32.SafeHandles;
using Standpipe.Platform;

namespace Standpipe;

/// <summary>Where the bytes of an edge go if no node reads them.</summary>
/// <remarks>
/// <para><b>Ownership</b>: a pipe's end moves into the graph when it has started. Handles and streams stay the caller's.</para>
/// <para>One sink may be connected to several descriptors: they then share it, as processes that inherited one descriptor do.</para>
/// </remarks>
public sealed class GraphSink
{
    private readonly string _name;

    private GraphSink(string name) => _name = name;

    /// <summary>Gets the null device.</summary>
    /// <value>A shared instance.</value>
    public static GraphSink Null { get; } = new("null") { OpenHandle = RedirectFile.OpenNull };

    /// <summary>Gets a pipe that nobody reads: who writes into it is ended by SIGPIPE, as when a reader has left, and that is no failure.</summary>
    /// <value>A shared instance.</value>
    public static GraphSink Closed { get; } = new("nobody") { IsClosed = true };

    /// <summary>Gets the current <see cref="StandardHandles.Output"/>, which is what a node's descriptor 1 is if nothing is connected to it.</summary>
    /// <value>A shared instance.</value>
    public static GraphSink StandardOutput { get; } = new("stdout") { GetHandle = () => StandardHandles.Output };

    /// <summary>Gets the current <see cref="StandardHandles.Error"/>, which is what a node's descriptor 2 is if nothing is connected to it.</summary>
    /// <value>A shared instance.</value>
    public static GraphSink StandardError { get; } = new("stderr") { GetHandle = () => StandardHandles.Error };

    /// <summary>Gets the file's path if it is a file.</summary>
    internal string? Path { get; private init; }

    /// <summary>Gets whether it is a pipe without a reader.</summary>
    internal bool IsClosed { get; private init; }

    /// <summary>Opens a handle that is the graph's.</summary>
    internal Func<SafeFileHandle>? OpenHandle { get; private init; }

    /// <summary>Gives a handle that is somebody else's; null: the node starts without.</summary>
    internal Func<SafeFileHandle?>? GetHandle { get; private init; }

    /// <summary>Gets the pipe's end that moves into the graph.</summary>
    internal PipeWriteEnd? End { get; private init; }

    /// <summary>Gets the stream that is written.</summary>
    internal Stream? Stream { get; private init; }

    /// <summary>Gets when the stream has all that it is to have.</summary>
    internal CapturePolicy StreamPolicy { get; private init; }

    /// <summary>Gets how much is kept of a capture; null for what is none.</summary>
    internal int? CaptureLimit { get; private init; }

    /// <summary>Makes or empties a file and writes it from its start.</summary>
    /// <param name="path">The file, opened at the start, once everything that can be checked has been; a relative path means this process's current directory.</param>
    /// <returns>The sink.</returns>
    /// <exception cref="ArgumentException">The path is empty, or holds what no path can.</exception>
    public static GraphSink CreateFile(string path) => ToFile(path, RedirectMode.Create);

    /// <summary>Writes at the end of a file, which is made if it is missing.</summary>
    /// <param name="path">The file, opened at the start; a relative path means this process's current directory.</param>
    /// <returns>The sink.</returns>
    /// <exception cref="ArgumentException">The path is empty, or holds what no path can.</exception>
    public static GraphSink AppendFile(string path) => ToFile(path, RedirectMode.Append);

    /// <summary>Captures the bytes in memory: see <see cref="GraphResult.GetCaptured(GraphSink)"/>.</summary>
    /// <param name="limit">How much is kept, in bytes, 0 or more; the rest is read and counted. Default <see cref="Array.MaxLength"/>, about 2 GiB.</param>
    /// <returns>The sink; it names the capture when the result is asked for it.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The limit is negative or larger than the default.</exception>
    public static GraphSink Capture(int? limit = null)
    {
        int value = limit ?? Array.MaxLength;
        ArgumentOutOfRangeException.ThrowIfNegative(value, nameof(limit));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, Array.MaxLength, nameof(limit));
        return new GraphSink("capture") { CaptureLimit = value };
    }

    /// <summary>Writes the bytes to a stream.</summary>
    /// <param name="stream">The stream, written and at the end flushed on the thread pool; it stays the caller's.</param>
    /// <returns>The sink. A stream that fails is the graph's failure.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The stream cannot be written.</exception>
    public static GraphSink ToStream(Stream stream) => ToStream(stream, CapturePolicy.UntilEndOfFile);

    /// <summary>Writes the bytes to a stream, to the end of file or only to the end of the nodes that write it.</summary>
    /// <param name="stream">The stream, written and at the end flushed on the thread pool; it stays the caller's.</param>
    /// <param name="policy">
    /// With <see cref="CapturePolicy.UntilExit"/> the stream gets what is in the pipe when the nodes that write it have ended, whatever <see cref="GraphRunOptions.CapturePolicy"/>
    /// says, and a process that they left behind keeps nobody waiting. Of a branch of a fan-out that is not so: it ends with the fan-out, and a stream
    /// that nodes share with branches when all of them have.
    /// </param>
    /// <returns>The sink. A stream that fails is the graph's failure.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The stream cannot be written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such policy.</exception>
    public static GraphSink ToStream(Stream stream, CapturePolicy policy)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!Enum.IsDefined(policy))
        {
            throw new ArgumentOutOfRangeException(nameof(policy), policy, "No such value.");
        }

        return stream.CanWrite
            ? new GraphSink("stream") { Stream = stream, StreamPolicy = policy }
            : throw new ArgumentException("The stream cannot be written.", nameof(stream));
    }

    /// <summary>Lets the node write to any handle.</summary>
    /// <param name="handle">
    /// The handle, open until the graph has started; until it has ended where this process writes it: for a metered edge, a stage in this process, and a branch of
    /// a fan-out. It stays the caller's.
    /// </param>
    /// <param name="name">What it is called in the names of edges, and in messages. Default: <c>handle</c>.</param>
    /// <returns>The sink.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="handle"/> is <see langword="null"/>.</exception>
    public static GraphSink FromHandle(SafeFileHandle handle, string name = "handle")
    {
        ArgumentNullException.ThrowIfNull(handle);
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new GraphSink(name) { GetHandle = () => handle };
    }

    /// <summary>Hands a pipe's end to the node.</summary>
    /// <param name="end">The end; it moves into the graph.</param>
    /// <returns>The sink, good for one start.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="end"/> is <see langword="null"/>.</exception>
    public static GraphSink FromPipeWriteEnd(PipeWriteEnd end)
    {
        ArgumentNullException.ThrowIfNull(end);
        return new GraphSink("pipe") { End = end };
    }

    /// <summary>Says what it is.</summary>
    /// <returns>One word, or a file's path in quotes.</returns>
    public override string ToString() => _name;

    private static GraphSink ToFile(string path, RedirectMode mode)
    {
        Redirection.RequirePath(path);
        return new GraphSink($"'{path}'") { Path = path, OpenHandle = () => RedirectFile.Open(path, mode) };
    }
}
