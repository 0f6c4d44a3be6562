using Microsoft.Win32.SafeHandles;

namespace Standpipe.Cli.Reporting;

/// <summary>
/// A file that is written when the run is over, and known to be writable before it begins. A regular file is replaced at once, so that whoever reads
/// it has the old one or the whole new one; a descriptor (<c>/dev/fd/3</c>) and a device are written as they are.
/// </summary>
internal sealed class OutputFile : IDisposable
{
    private const string DescriptorDirectory = "/dev/fd/";

    private readonly string _path;
    private readonly string? _temporary;
    private FileStream? _stream;

    private OutputFile(string path, string? temporary, FileStream stream)
    {
        _path = path;
        _temporary = temporary;
        _stream = stream;
    }

    /// <summary>Opens what will be written.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">It cannot be written; the message says which and why.</exception>
    internal static OutputFile Open(string path)
    {
        try
        {
            if (path == "-" || IsStandardStream(path))
            {
                throw new IOException("standard output is the graph's: give a file, or /dev/fd/3 or above");
            }

            if (FindDescriptor(path) is { } descriptor)
            {
                // Not opened anew: what others wrote there before stays, and its offset counts.
                return new OutputFile(path, null, OpenDescriptor(descriptor));
            }

            // A link is followed, so that it stays a link.
            string full = Path.GetFullPath(path);
            full = new FileInfo(full).LinkTarget is null ? full : File.ResolveLinkTarget(full, returnFinalTarget: true)!.FullName;
            return Directory.Exists(full) ? throw new IOException("it is a directory")
                : IsToBeReplaced(full) ? OpenReplacement(full)
                : new OutputFile(full, null, new FileStream(full, FileMode.Open, FileAccess.Write));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new IOException($"cannot write '{path}': {exception.Message}", exception);
        }
    }

    /// <summary>Writes all of it.</summary>
    /// <exception cref="IOException">It cannot be written; then a regular file is as it was before.</exception>
    internal void Write(ReadOnlySpan<byte> content)
    {
        try
        {
            ObjectDisposedException.ThrowIf(_stream is null, this);
            _stream.Write(content);
            if (_temporary is null && _stream.CanSeek && _stream.Position < _stream.Length)
            {
                _stream.SetLength(_stream.Position);
            }

            _stream.Dispose();
            _stream = null;
            if (_temporary is not null)
            {
                File.Move(_temporary, _path, overwrite: true);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Dispose();
            throw new IOException($"cannot write '{_path}': {exception.Message}", exception);
        }
    }

    /// <summary>Gives up what was not written: nothing is left behind.</summary>
    public void Dispose()
    {
        if (_stream is null)
        {
            return;
        }

        _stream.Dispose();
        _stream = null;
        if (_temporary is not null)
        {
            File.Delete(_temporary);
        }
    }

    private static bool IsStandardStream(string path) =>
        path is "/dev/stdin" or "/dev/stdout" or "/dev/fd/0" or "/dev/fd/1" or "/proc/self/fd/0" or "/proc/self/fd/1";

    private static int? FindDescriptor(string path) =>
        path == "/dev/stderr" ? 2
        : path.StartsWith(DescriptorDirectory, StringComparison.Ordinal) && int.TryParse(path[DescriptorDirectory.Length..], out int descriptor) ? descriptor
        : null;

    private static FileStream OpenDescriptor(int descriptor)
    {
#pragma warning disable CA2000 // it owns nothing: the descriptor belongs to whoever started the tool
        return new FileStream(new SafeFileHandle(descriptor, ownsHandle: false), FileAccess.Write, bufferSize: 0);
#pragma warning restore CA2000
    }

    // A device or a FIFO has no length: it is written, never replaced. Neither is an empty file, in which there is nothing to lose.
    private static bool IsToBeReplaced(string path) => !File.Exists(path) || new FileInfo(path).Length > 0;

    private static OutputFile OpenReplacement(string path)
    {
        string temporary = Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.{Environment.ProcessId}.tmp");
        try
        {
            FileStream stream = new(temporary, FileMode.Create, FileAccess.Write, FileShare.Read);
            if (!OperatingSystem.IsWindows() && File.Exists(path))
            {
                File.SetUnixFileMode(stream.SafeFileHandle, File.GetUnixFileMode(path));
            }

            return new OutputFile(path, temporary, stream);
        }
        catch (UnauthorizedAccessException) when (File.Exists(path))
        {
            // A file that may be written, in a directory where none may be made.
            return new OutputFile(path, null, new FileStream(path, FileMode.Open, FileAccess.Write));
        }
    }
}
