using System.Globalization;
using System.Runtime.Versioning;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Standpipe.Platform.Linux;

/// <summary>A child, by its files in /proc.</summary>
[SupportedOSPlatform("linux")]
internal sealed class LinuxChildProbe : IChildProbe
{
    private const int MostText = 4096;
    private const ulong BrokenPipeBit = 1UL << (Sys.SIGPIPE - 1);

    private readonly SafeFileHandle _io;
    private readonly int _processId;

    private LinuxChildProbe(int processId, SafeFileHandle io)
    {
        _processId = processId;
        _io = io;
    }

    /// <inheritdoc cref="ChildProbe.Open"/>
    internal static LinuxChildProbe? Open(int processId)
    {
        try
        {
            // Opened now: of a zombie only root may open it, but what is open goes on telling.
            return new LinuxChildProbe(processId, File.OpenHandle(Name(processId, "io"), share: FileShare.ReadWrite));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It is gone, or another user's by now (set-user-ID).
            return null;
        }
    }

    /// <inheritdoc cref="ChildProbe.HoldsPipe"/>
    internal static bool? HoldsPipe(int processId, ulong pipe, int descriptor)
    {
        string wanted = string.Create(CultureInfo.InvariantCulture, $"pipe:[{pipe}]");
        try
        {
            string first = string.Create(CultureInfo.InvariantCulture, $"fd/{descriptor}");
            return new FileInfo(Name(processId, first)).LinkTarget == wanted
                || new DirectoryInfo(Name(processId, "fd")).EnumerateFileSystemInfos().Any(entry => entry.LinkTarget == wanted);
        }
        catch (Exception exception) when (ProcFailure.IsGone(exception))
        {
            return false;
        }
        catch (UnauthorizedAccessException)
        {
            // So is one's that has given up its memory, on its way to the end: its descriptors are the next to go, and a zombie's are gone.
            return IsExiting(processId) ? false : null;
        }
        catch (IOException)
        {
            // As too many open files: nothing is told of it.
            return null;
        }
    }

    public long? ReadBytesWritten() => Number(ReadIo(), "wchar:");

    public long? ReadBytesMoved()
    {
        string io = ReadIo();
        return Number(io, "rchar:") + Number(io, "wchar:");
    }

    public bool IsEnding() => IsExiting(_processId);

    public bool? SurvivesBrokenPipe()
    {
        string status;
        try
        {
            status = File.ReadAllText(Name(_processId, "status"), Encoding.Latin1);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Reaped by somebody else.
            return null;
        }

        return Mask(status, "SigIgn:") is { } ignored && Mask(status, "SigCgt:") is { } caught
            ? ((ignored | caught) & BrokenPipeBit) != 0
            : null;
    }

    public void Dispose() => _io.Dispose();

    private static bool IsExiting(int processId)
    {
        try
        {
            return ProcStat.TryParse(File.ReadAllBytes(Name(processId, "stat")), out ProcStat stat) && stat.IsExiting;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Reaped by somebody else; any other failure tells nothing of one that may well run.
            return ProcFailure.IsGone(exception);
        }
    }

    private static string Name(int processId, string file) => string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/{file}");

    private static long? Number(string text, string name) =>
        long.TryParse(Field(text, name), CultureInfo.InvariantCulture, out long count) ? count : null;

    private static ulong? Mask(string status, string name) =>
        ulong.TryParse(Field(status, name), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out ulong mask) ? mask : null;

    private static string? Field(string text, string name)
    {
        int start = text.IndexOf(name, StringComparison.Ordinal);
        if (start < 0)
        {
            return null;
        }

        int end = text.IndexOf('\n', start);
        return text[(start + name.Length)..(end < 0 ? text.Length : end)].Trim();
    }

    private string ReadIo()
    {
        Span<byte> text = stackalloc byte[MostText];
        try
        {
            return Encoding.Latin1.GetString(text[..RandomAccess.Read(_io, text, 0)]);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Reaped by somebody else.
            return string.Empty;
        }
    }
}
