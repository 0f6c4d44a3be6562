using System.Runtime.Versioning;

namespace Standpipe.Platform.Windows;

/// <summary>Finding the file that a program's name means: along PATH alone, and programs alone.</summary>
/// <remarks>
/// Not the current directory and not the caller's own, which CreateProcessW would search first: a program that somebody put
/// there is not to be run by accident.
/// </remarks>
[SupportedOSPlatform("windows")]
internal static class WindowsProgram
{
    private static readonly string[] s_extensions = [".exe", ".com"];
    private static readonly string[] s_batchExtensions = [".bat", ".cmd"];

    /// <inheritdoc cref="Process.FindProgram"/>
    internal static string? Find(string program, EnvironmentChanges environment, out StartFault? fault)
    {
        List<string> tried = [];
        int worst = WindowsError.ERROR_FILE_NOT_FOUND;
        foreach (string candidate in Candidates(program, environment))
        {
            tried.Add(candidate);
            int error = Check(candidate);
            if (error == 0)
            {
                string path = Path.GetFullPath(candidate);
                fault = IsBatch(path) ? Batch(tried) : null;
                return fault is null ? path : null;
            }

            // A directory of that name is the better explanation, if nothing else is found.
            worst = error == WindowsError.ERROR_ACCESS_DENIED ? error : worst;
        }

        fault = worst == WindowsError.ERROR_ACCESS_DENIED
            ? new StartFault(StartFaultKind.IsDirectory, "is a directory (ERROR_ACCESS_DENIED, 5)", worst, tried)
            : new StartFault(
                StartFaultKind.NotFound,
                IsPath(program) ? "no such file (ERROR_FILE_NOT_FOUND, 2)" : "no such program in PATH (ERROR_FILE_NOT_FOUND, 2)",
                worst,
                tried);
        return null;
    }

    /// <summary>Makes the fault of an error code, in words for people.</summary>
    internal static StartFault Fault(int error, IReadOnlyList<string> tried)
    {
        (StartFaultKind kind, string reason) = error switch
        {
            WindowsError.ERROR_FILE_NOT_FOUND or WindowsError.ERROR_PATH_NOT_FOUND => (StartFaultKind.NotFound, "no such file"),
            WindowsError.ERROR_ACCESS_DENIED => (StartFaultKind.NotExecutable, "not executable for this user"),
            WindowsError.ERROR_ELEVATION_REQUIRED => (StartFaultKind.NotExecutable, "wants to be run as administrator"),
            WindowsError.ERROR_BAD_EXE_FORMAT or WindowsError.ERROR_BAD_FORMAT or WindowsError.ERROR_EXE_MACHINE_TYPE_MISMATCH =>
                (StartFaultKind.BadFormat, "not a program of this system"),
            WindowsError.ERROR_FILENAME_EXCED_RANGE => (StartFaultKind.ArgumentListTooLong, "the command line would be too long"),
            WindowsError.ERROR_TOO_MANY_OPEN_FILES => (StartFaultKind.TooManyDescriptors, "too many open handles"),
            WindowsError.ERROR_DIRECTORY => (StartFaultKind.WorkingDirectory, "no such working directory"),
            WindowsError.ERROR_NOT_ENOUGH_MEMORY or WindowsError.ERROR_OUTOFMEMORY
                or WindowsError.ERROR_NO_SYSTEM_RESOURCES or WindowsError.ERROR_COMMITMENT_LIMIT =>
                (StartFaultKind.OutOfResources, "no memory or no process left"),
            _ => (StartFaultKind.Other, string.Empty),
        };
        string text = reason.Length == 0 ? WindowsError.Describe(error) : $"{reason} ({WindowsError.Name(error)}, {error})";
        return new StartFault(kind, text, error, tried);
    }

    private static IEnumerable<string> Candidates(string program, EnvironmentChanges environment)
    {
        if (program.Length == 0)
        {
            return [];
        }

        if (IsPath(program))
        {
            return Names(program);
        }

        string path = environment.Resolve("PATH") ?? string.Empty;
        return path.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(directory => directory.Trim('"'))
            .Where(directory => directory.Length > 0)
            .SelectMany(directory => Names(Path.Join(directory, program)));
    }

    /// <summary>The name as it is, if it says what it is; then with each extension of a program.</summary>
    private static IEnumerable<string> Names(string path) =>
        s_extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase) || IsBatch(path)
            ? [path]
            : [.. s_extensions.Select(extension => path + extension), path];

    private static bool IsPath(string program) => program.AsSpan().ContainsAny(@"/\:");

    /// <summary>Whether the system would hand the file to cmd.exe. The full path has lost the trailing dots and spaces that it ignores.</summary>
    private static bool IsBatch(string path) =>
        s_batchExtensions.Contains(Path.GetExtension(Path.GetFullPath(path)), StringComparer.OrdinalIgnoreCase);

    private static StartFault Batch(IReadOnlyList<string> tried) => new(
        StartFaultKind.BadFormat,
        "a batch file, which cmd.exe reads by rules that no quoting of arguments is safe from: start cmd.exe itself "
            + $"({nameof(WindowsError.ERROR_BAD_EXE_FORMAT)}, {WindowsError.ERROR_BAD_EXE_FORMAT})",
        WindowsError.ERROR_BAD_EXE_FORMAT,
        tried);

    private static int Check(string path) =>
        File.Exists(path) ? 0
        : Directory.Exists(path) ? WindowsError.ERROR_ACCESS_DENIED
        : WindowsError.ERROR_FILE_NOT_FOUND;
}
