using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Standpipe.Platform.Linux;
using Standpipe.Platform.Windows;

namespace Standpipe.Platform;

/// <summary>Child processes of the operating system.</summary>
internal static class Process
{
    /// <summary>Finds a program: a path if the name has a slash (or what else Windows takes for one), else along PATH (the child's own, if it is given one).</summary>
    /// <param name="program">The name or path.</param>
    /// <param name="environment">The child's environment.</param>
    /// <param name="fault">Why there is none.</param>
    /// <returns>The path to execute, or null with <paramref name="fault"/>.</returns>
    internal static string? FindProgram(string program, EnvironmentChanges environment, out StartFault? fault) =>
        OperatingSystem.IsLinux() ? LinuxProgram.Find(program, environment, out fault)
        : OperatingSystem.IsWindows() ? WindowsProgram.Find(program, environment, out fault)
        : throw Unsupported.Exception();

    /// <summary>Starts a child. Returns once its program has replaced ours in it, or has failed to.</summary>
    /// <param name="request">What to start. The handles in it stay the caller's.</param>
    /// <param name="child">The child; the caller disposes of it.</param>
    /// <param name="fault">Why there is none.</param>
    /// <exception cref="ObjectDisposedException">A handle is closed.</exception>
    internal static bool TryStart(
        ProcessStartRequest request,
        [NotNullWhen(true)] out ChildHandle? child,
        [NotNullWhen(false)] out StartFault? fault) =>
        OperatingSystem.IsLinux() ? LinuxProcess.TryStart(request, out child, out fault)
        : OperatingSystem.IsWindows() ? WindowsProcess.TryStart(request, out child, out fault)
        : throw Unsupported.Exception();

    /// <summary>Ends this process at once by a signal, as if nothing here handled it. Does nothing on Windows, which has none.</summary>
    internal static void RaiseDefault(int signal)
    {
        if (OperatingSystem.IsLinux())
        {
            LinuxProcess.RaiseDefault(signal);
        }
        else if (!OperatingSystem.IsWindows())
        {
            throw Unsupported.Exception();
        }
    }

    /// <summary>The system's name of a signal.</summary>
    internal static string SignalName(int signal) =>
        OperatingSystem.IsLinux() ? LinuxSignal.Name(signal)
        : OperatingSystem.IsWindows() ? WindowsSignal.Name(signal)
        : throw Unsupported.Exception();

    /// <summary>The system's number of a signal, or 0 if there is none.</summary>
    internal static int SignalNumber(PosixSignal signal) =>
        OperatingSystem.IsLinux() ? LinuxSignal.Number(signal)
        : OperatingSystem.IsWindows() ? WindowsSignal.Number(signal)
        : throw Unsupported.Exception();
}
