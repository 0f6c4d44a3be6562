using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Standpipe.Cli.Platform;

namespace Standpipe.Cli.Reporting;

/// <summary>
/// A file that is written when the run is over, and known to be writable before it begins. A regular file is replaced at once, so that whoever reads
/// it has the old one or the whole new one; a descriptor (<c>/dev/fd/3</c>), a device and a FIFO are written as they are.
/// </summary>
internal sealed class OutputFile : IDisposable
{
    private static readonly string[] s_descriptorDirectories = ["/dev/fd/", "/proc/self/fd/"];

    private readonly string _path;
    private readonly string? _temporary;
    private readonly int? _descriptor;
    private FileStream? _stream;

    private OutputFile(string path, string? temporary, FileStream stream)
    {
        _path = path;
        _temporary = temporary;
        _stream = stream;
    }

    private OutputFile(string path, int descriptor)
    {
        _path = path;
        _descriptor = descriptor;
    }

    /// <summary>Opens what will be written. A FIFO waits for its reader.</summary>
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
                // Not opened anew: what others wrote there before stays, and what they write from now on, too.
                return Descriptor.CanWrite(descriptor)
                    ? new OutputFile(path, descriptor)
                    : throw new IOException($"descriptor {descriptor} is not open for writing");
            }

            string full = Follow(path);
            return Directory.Exists(full) ? throw new IOException("it is a directory")
                : MayWait(full) ? new OutputFile(full, null, new FileStream(full, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
                : OpenReplacement(full);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new IOException($"cannot write '{path}': {exception.Message}", exception);
        }
    }

    /// <summary>Tells apart what would be written, whatever its spelling: a descriptor by its number, a file by its place.</summary>
    internal static string Identify(string path)
    {
        if (FindDescriptor(path) is { } descriptor)
        {
            return string.Create(CultureInfo.InvariantCulture, $"/dev/fd/{descriptor}");
        }

        try
        {
            string full = Follow(path);
            string directory = Path.GetDirectoryName(full) ?? full;
            return Path.Combine(Descriptor.IdentifyDirectory(directory) ?? directory, Path.GetFileName(full));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            // To open it says why.
            return path;
        }
    }

    /// <inheritdoc cref="Open"/>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Ends the wait; nothing is left behind then.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    [SuppressMessage("Reliability", "CA2000", Justification = "It is the caller's.")]
    internal static async Task<OutputFile> OpenAsync(string path, CancellationToken cancellationToken) => MayWait(path)
        ? await Task.Run(() => Open(path), CancellationToken.None).WaitAsync(cancellationToken).ConfigureAwait(false)
        : Open(path);

    /// <summary>Writes all of it.</summary>
    /// <exception cref="IOException">It cannot be written; then a regular file is as it was before, unless it can only be written in place.</exception>
    internal void Write(ReadOnlySpan<byte> content)
    {
        try
        {
            if (_descriptor is { } descriptor)
            {
                Descriptor.Write(descriptor, content);
                return;
            }

            ObjectDisposedException.ThrowIf(_stream is null, this);
            _stream.Write(content);
            if (_temporary is null && _stream.CanSeek && _stream.Position < _stream.Length)
            {
                // A file in a directory where none may be made: what was longer before is cut.
                _stream.SetLength(_stream.Position);
            }

            _stream.Dispose();
            _stream = null;
            Replace(content);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Dispose();
            throw new IOException($"cannot write '{_path}': {exception.Message}", exception);
        }
    }

    /// <summary>Leaves nothing behind where this process ends at once; somebody may be writing it.</summary>
    internal void Abandon()
    {
        try
        {
            DeleteTemporary();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Nothing can be done about it any more, nor said.
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
        DeleteTemporary();
    }

    /// <summary>Puts what was written in its place.</summary>
    private void Replace(ReadOnlySpan<byte> content)
    {
        if (_temporary is null)
        {
            return;
        }

        try
        {
            File.Move(_temporary, _path, overwrite: true);
        }
        catch (Exception exception) when ((exception is UnauthorizedAccessException || Descriptor.IsBusy(exception)) && File.Exists(_temporary) && File.Exists(_path))
        {
            // EBUSY, EPERM or EACCES: a mount point, or somebody else's file in a directory with the sticky bit: it stays where it is, and may be writable all the same.
            using FileStream file = new(_path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            file.Write(content);
            file.SetLength(file.Position);
        }
        finally
        {
            DeleteTemporary();
        }
    }

    /// <summary>Deletes it if it is there.</summary>
    private void DeleteTemporary()
    {
        if (_temporary is not null)
        {
            File.Delete(_temporary);
        }
    }

    /// <summary>The file's full path. A link is followed, so that it stays a link.</summary>
    private static string Follow(string path)
    {
        string full = Path.GetFullPath(path);
        return new FileInfo(full).LinkTarget is null ? full : File.ResolveLinkTarget(full, returnFinalTarget: true)!.FullName;
    }

    /// <summary>Whether to open it may wait for somebody else: it may be a FIFO.</summary>
    internal static bool MayWait(string path) => File.Exists(path) && !Descriptor.IsRegularFile(path);

    private static bool IsStandardStream(string path) =>
        path is "/dev/stdin" or "/dev/stdout" or "/dev/fd/0" or "/dev/fd/1" or "/proc/self/fd/0" or "/proc/self/fd/1";

    private static int? FindDescriptor(string path) =>
        !OperatingSystem.IsLinux() ? null
        : path == "/dev/stderr" ? 2
        : Array.Find(s_descriptorDirectories, directory => path.StartsWith(directory, StringComparison.Ordinal)) is { } directory
            && int.TryParse(path[directory.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out int descriptor) ? descriptor
        : null;

    private static OutputFile OpenReplacement(string path)
    {
        // A name that nobody foresees, in a file that is new: in a directory that others write, a link would lead elsewhere.
        string temporary = Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.{Path.GetRandomFileName()}.tmp");
        try
        {
            FileStream stream = new(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
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
