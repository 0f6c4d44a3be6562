using Standpipe.Platform.Linux;

namespace Standpipe.Platform;

/// <summary>A process that outlives this one for a moment, to end what it has left behind.</summary>
internal static class Watchdog
{
    /// <summary>The program and its arguments, where <see cref="ProcessJob.TryCreate"/> makes no job.</summary>
    /// <param name="group">A control group that is to be killed and removed too, or null.</param>
    /// <remarks>
    /// It reads lines from its standard input: <c>+ ID</c> to take a process into its care, or a group with <c>+ -ID</c>; <c>- ID</c> to forget it.
    /// At end of file it kills those, and all that is below them.
    /// </remarks>
    internal static IReadOnlyList<string> Command(ControlGroup? group) =>
        OperatingSystem.IsLinux() ? ["/bin/sh", "-c", LinuxWatchdog.Script, "standpipe-watchdog", group?.Location ?? string.Empty]
        : throw Unsupported.Exception();
}
