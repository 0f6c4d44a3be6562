using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Standpipe.Platform.Linux;

namespace Standpipe.Native;

/// <summary>What happens once, before the first call.</summary>
internal static class Startup
{
    /// <summary>
    /// Lets the process have as many descriptors as it may. The shell's soft limit, 1024 as a rule, is there for select; on Windows a program
    /// may have millions of handles, and a .NET program raises the limit when it starts.
    /// </summary>
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "It is a library to C programs only; to .NET it is the whole program.")]
    internal static unsafe void RaiseDescriptorLimit()
    {
        rlimit limit;
        if (Platform.Linux.Libc.getrlimit(Sys.RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < limit.rlim_max)
        {
            limit.rlim_cur = limit.rlim_max;
            _ = Platform.Linux.Libc.setrlimit(Sys.RLIMIT_NOFILE, &limit);
        }
    }
}
