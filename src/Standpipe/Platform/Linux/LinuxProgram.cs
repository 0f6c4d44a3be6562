using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Standpipe.Platform.Linux;

/// <summary>Finding the file that a program's name means, as execvp does.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe class LinuxProgram
{
    // What execvp searches when there is no PATH (confstr(_CS_PATH), glibc).
    private const string DefaultPath = "/bin:/usr/bin";

    /// <inheritdoc cref="Process.FindProgram"/>
    internal static string? Find(string program, EnvironmentChanges environment, out StartFault? fault)
    {
        List<string> tried = [];
        if (program.Contains('/', StringComparison.Ordinal))
        {
            tried.Add(program);
            int error = Check(program);
            fault = error == 0 ? null : Fault(program, error, tried);
            return error == 0 ? program : null;
        }

        int worst = Errno.ENOENT;
        string path = environment.Resolve("PATH") ?? DefaultPath;
        foreach (string directory in program.Length == 0 ? [] : path.Split(':'))
        {
            // An empty element is the current directory, by old custom.
            string candidate = directory.Length == 0 ? $"./{program}" : $"{directory}/{program}";
            tried.Add(candidate);
            int error = Check(candidate);
            if (error == 0)
            {
                fault = null;
                return candidate;
            }

            // A file that is there but may not be executed is the better explanation, if nothing else is found.
            worst = error is Errno.EACCES or Errno.EISDIR ? Errno.EACCES : worst;
        }

        fault = Fault(program, worst, tried);
        return null;
    }

    /// <summary>Makes the fault of an error number, in words for people.</summary>
    internal static StartFault Fault(string program, int error, IReadOnlyList<string> tried)
    {
        (StartFaultKind kind, string reason) = error switch
        {
            Errno.ENOENT when tried.Count > 0 && tried[^1] != program => (StartFaultKind.NotFound, "no such program in PATH"),
            Errno.ENOENT or Errno.ENOTDIR => (StartFaultKind.NotFound, "no such file"),
            Errno.EACCES => (StartFaultKind.NotExecutable, "not executable for this user"),
            Errno.EISDIR => (StartFaultKind.IsDirectory, "is a directory"),
            Errno.ENOEXEC => (StartFaultKind.BadFormat, "not a program of this system: neither ELF nor a script with a #! line"),
            Errno.E2BIG => (StartFaultKind.ArgumentListTooLong, "arguments and environment are too long together"),
            Errno.EMFILE or Errno.ENFILE => (StartFaultKind.TooManyDescriptors, "too many open descriptors"),
            Errno.EBADF => (StartFaultKind.Other, "a descriptor that the child was to have is not open"),
            Errno.ENOMEM or Errno.EAGAIN => (StartFaultKind.OutOfResources, "no memory or no process left"),
            _ => (StartFaultKind.Other, Marshal.GetPInvokeErrorMessage(error)),
        };
        return new StartFault(kind, $"{reason} ({Errno.Name(error)}, {error})", error, tried);
    }

    /// <summary>Whether a path is a file that this user may execute.</summary>
    /// <returns>0 or an error number; EISDIR for a directory.</returns>
    private static int Check(string path)
    {
        fixed (byte* pointer = LinuxText.Path(path))
        {
            statx_t status;
            if (Libc.statx(Sys.AT_FDCWD, pointer, 0, Sys.STATX_TYPE, &status) != 0)
            {
                return Marshal.GetLastPInvokeError();
            }

            int type = status.stx_mode & Sys.S_IFMT;
            if (type == Sys.S_IFDIR)
            {
                return Errno.EISDIR;
            }

            return type != Sys.S_IFREG ? Errno.EACCES
                : Libc.faccessat(Sys.AT_FDCWD, pointer, Sys.X_OK, Sys.AT_EACCESS) == 0 ? 0
                : Marshal.GetLastPInvokeError();
        }
    }
}
