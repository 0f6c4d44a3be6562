using System.Text;
using Microsoft.Win32.SafeHandles;
using Standpipe.Platform;

namespace Standpipe;

/// <summary>Where the bytes of an edge come from if no node writes them.</summary>
/// <remarks>
/// <para><b>Ownership</b>: a pipe's end moves into the graph when it has started. Handles and streams stay the caller's.</para>
/// <para>One source may be connected to several descriptors: they then share it, as processes that inherited one descriptor do.</para>
/// </remarks>
public sealed class GraphSource
{
    private readonly string _name;

    private GraphSource(string name) => _name = name;

    /// <summary>Gets the null device: end of file at once.</summary>
    /// <value>A shared instance.</value>
    public static GraphSource Null { get; } = new("null") { OpenHandle = RedirectFile.OpenNull };

    /// <summary>Gets the current <see cref="StandardHandles.Input"/>, which is what a node's descriptor 0 is if nothing is connected to it.</summary>
    /// <value>A shared instance.</value>
    public static GraphSource StandardInput { get; } = new("stdin") { GetHandle = () => StandardHandles.Input };

    /// <summary>Gets the file's path if it is a file.</summary>
    internal string? Path { get; private init; }

    /// <summary>Opens a handle that is the graph's.</summary>
    internal Func<SafeFileHandle>? OpenHandle { get; private init; }

    /// <summary>Gives a handle that is somebody else's; null: the node starts without.</summary>
    internal Func<SafeFileHandle?>? GetHandle { get; private init; }

    /// <summary>Gets the pipe's end that moves into the graph.</summary>
    internal PipeReadEnd? End { get; private init; }

    /// <summary>Makes what feeds a pipe.</summary>
    internal Func<PipeWriteEnd, ChildFeed>? Feed { get; private init; }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file, opened at the start; a relative path means this process's current directory.</param>
    /// <returns>The source.</returns>
    /// <exception cref="ArgumentException">The path is empty, or holds what no path can.</exception>
    public static GraphSource FromFile(string path)
    {
        Redirection.RequirePath(path);
        return new GraphSource($"'{path}'") { Path = path, OpenHandle = () => RedirectFile.Open(path, RedirectMode.Read) };
    }

    /// <summary>Feeds bytes, then end of file.</summary>
    /// <param name="bytes">The bytes, of any length; not to be changed until they are taken.</param>
    /// <returns>The source. A reader that does not want them all is no error.</returns>
    public static GraphSource FromBytes(ReadOnlyMemory<byte> bytes) => new("bytes")
    {
        Feed = end => Readiness.TellsWritable ? new MemoryFeed(end, bytes) : new BlockingFeed(end, bytes),
    };

    /// <summary>Feeds text as UTF-8, then end of file.</summary>
    /// <param name="text">The text, of any length.</param>
    /// <returns>The source. A reader that does not want it all is no error.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is <see langword="null"/>.</exception>
    public static GraphSource FromText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return FromBytes(Encoding.UTF8.GetBytes(text));
    }

    /// <summary>Feeds what a stream gives, then end of file.</summary>
    /// <param name="stream">The stream, read on the thread pool until its end; it stays the caller's.</param>
    /// <returns>The source. A reader that does not want it all is no error; a stream that fails is the graph's failure.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The stream cannot be read.</exception>
    public static GraphSource FromStream(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return stream.CanRead
            ? new GraphSource("stream") { Feed = end => new StreamFeed(end, stream) }
            : throw new ArgumentException("The stream cannot be read.", nameof(stream));
    }

    /// <summary>Lets the node read from any handle.</summary>
    /// <param name="handle">
    /// The handle, open until the graph has started; until it has ended where this process reads it: for a metered edge, and for a stage in this process. It
    /// stays the caller's.
    /// </param>
    /// <returns>The source.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="handle"/> is <see langword="null"/>.</exception>
    public static GraphSource FromHandle(SafeFileHandle handle)
    {
        ArgumentNullException.ThrowIfNull(handle);
        return new GraphSource("handle") { GetHandle = () => handle };
    }

    /// <summary>Hands a pipe's end to the node.</summary>
    /// <param name="end">The end; it moves into the graph.</param>
    /// <returns>The source, good for one start.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="end"/> is <see langword="null"/>.</exception>
    public static GraphSource FromPipeReadEnd(PipeReadEnd end)
    {
        ArgumentNullException.ThrowIfNull(end);
        return new GraphSource("pipe") { End = end };
    }

    /// <summary>Says what it is.</summary>
    /// <returns>One word, or a file's path in quotes.</returns>
    public override string ToString() => _name;
}
