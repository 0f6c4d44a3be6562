using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;
using Standpipe.Platform.Linux;

namespace Standpipe.Win32.Linux;

/// <summary>Finding the program that CreateProcess is to start.</summary>
[SupportedOSPlatform("linux")]
internal static class ProgramSearch
{
    private const string DefaultPath = "/bin:/usr/bin";
    private const char Quote = '"';

    /// <summary>Finds the file.</summary>
    /// <param name="applicationName">Its path, taken as it is; or null.</param>
    /// <param name="commandLine">If so, the line that begins with it: searched for, and without quotes in ever longer pieces.</param>
    /// <param name="error">Why there is none.</param>
    /// <returns>The path, which the system may yet refuse to execute; or null.</returns>
    internal static string? Find(string? applicationName, string commandLine, out WIN32_ERROR error)
    {
        error = WIN32_ERROR.ERROR_SUCCESS;
        if (applicationName is not null)
        {
            error = Check(applicationName);
            return error == WIN32_ERROR.ERROR_SUCCESS ? applicationName : null;
        }

        error = WIN32_ERROR.ERROR_FILE_NOT_FOUND;
        foreach (string name in Candidates(commandLine))
        {
            foreach (string path in Places(name))
            {
                WIN32_ERROR found = Check(path);
                if (found == WIN32_ERROR.ERROR_SUCCESS)
                {
                    error = found;
                    return path;
                }

                // A directory of that name does not end the search, but explains better than nothing.
                error = found == WIN32_ERROR.ERROR_ACCESS_DENIED ? found : error;
            }
        }

        return null;
    }

    /// <summary>Whether a path leads to a file that can be read and is neither an executable nor a script.</summary>
    internal static unsafe bool IsNoProgram(string path)
    {
        fixed (byte* pointer = LinuxText.Path(path))
        {
            // Reading a FIFO could wait for ever.
            statx_t status;
            if (Libc.statx(Sys.AT_FDCWD, pointer, 0, Sys.STATX_TYPE, &status) != 0 || (status.stx_mode & Sys.S_IFMT) != Sys.S_IFREG)
            {
                return false;
            }
        }

        try
        {
            using SafeFileHandle file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            Span<byte> start = stackalloc byte[4];
            start = start[..RandomAccess.Read(file, start, fileOffset: 0)];
            return !start.SequenceEqual("\u007fELF"u8) && !start.StartsWith("#!"u8);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static IEnumerable<string> Candidates(string commandLine)
    {
        string line = commandLine.TrimStart(' ', '\t');
        if (line.StartsWith(Quote))
        {
            int end = line.IndexOf(Quote, 1);
            yield return end < 0 ? line[1..] : line[1..end];
            yield break;
        }

        for (int end = 0; end >= 0 && end < line.Length;)
        {
            int blank = line.AsSpan(end).IndexOfAny(' ', '\t');
            end = blank < 0 ? line.Length : end + blank;
            if (end > 0)
            {
                yield return line[..end];
            }

            end++;
        }
    }

    private static IEnumerable<string> Places(string name)
    {
        if (name.Contains('/', StringComparison.Ordinal))
        {
            yield return name;
            yield break;
        }

        if (Path.GetDirectoryName(Environment.ProcessPath) is { } own)
        {
            yield return Path.Combine(own, name);
        }

        yield return $"./{name}";
        foreach (string directory in (Environment.GetEnvironmentVariable("PATH") ?? DefaultPath).Split(':'))
        {
            yield return $"{(directory.Length == 0 ? "." : directory)}/{name}";
        }
    }

    private static WIN32_ERROR Check(string path) =>
        path.Length == 0 ? WIN32_ERROR.ERROR_PATH_NOT_FOUND
            : File.Exists(path) ? WIN32_ERROR.ERROR_SUCCESS
            : Directory.Exists(path) ? WIN32_ERROR.ERROR_ACCESS_DENIED
            : Path.GetDirectoryName(path) is { Length: > 0 } directory && !Directory.Exists(directory) ? WIN32_ERROR.ERROR_PATH_NOT_FOUND
            : WIN32_ERROR.ERROR_FILE_NOT_FOUND;
}
