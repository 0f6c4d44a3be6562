using Microsoft.Win32.SafeHandles;
using Standpipe.Platform.Linux;
using Standpipe.Platform.Windows;

namespace Standpipe.Platform;

/// <summary>Waiting for many handles: with few threads for all on Linux, with one each on Windows.</summary>
internal static class Readiness
{
    /// <summary>Whether the system tells when there is room in a pipe. Windows does not: who writes must block.</summary>
    internal static bool TellsWritable => OperatingSystem.IsLinux();

    /// <summary>A pipe's end has become ready, and this thread would go on with who waited for it: it may if another stays to be told of the next.</summary>
    /// <param name="always">Whether it may in any case, who waited having allowed it. Not on Windows, where the thread of a wait has its end to let go of first.</param>
    /// <returns>Whether it may; then <see cref="ComeBack"/> must follow.</returns>
    internal static bool TryLeave(bool always) => OperatingSystem.IsLinux() && LinuxEpoll.Transfers.TryLeave(always);

    /// <summary>The thread is back, to be told.</summary>
    internal static void ComeBack()
    {
        if (OperatingSystem.IsLinux())
        {
            LinuxEpoll.Transfers.ComeBack();
        }
    }

    /// <summary>Calls the handler whenever the handle is ready, until the registration is disposed of.</summary>
    /// <param name="handle">A pipe end or a process; referenced, and so kept open, while registered.</param>
    /// <param name="events">What to wait for; <see cref="ReadinessEvents.Writable"/> only if <see cref="TellsWritable"/>.</param>
    /// <param name="once">Whether one call is enough.</param>
    /// <param name="handler">Whom to call.</param>
    /// <returns>The registration.</returns>
    /// <exception cref="IOException">The system has no room for another registration.</exception>
    internal static IDisposable Register(
        SafeFileHandle handle, ReadinessEvents events, bool once, ReadinessHandler handler) =>
        OperatingSystem.IsLinux() ? LinuxReadiness.Register(handle, events, once, handler)
        : OperatingSystem.IsWindows() ? WindowsReadiness.Register(handle, once, handler)
        : throw Unsupported.Exception();

    /// <summary>Completes when the handle is ready. Takes nothing from it, so cancelling loses nothing.</summary>
    /// <param name="handle">A pipe end.</param>
    /// <param name="events">What to wait for.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    internal static async Task WaitAsync(SafeFileHandle handle, ReadinessEvents events, CancellationToken cancellationToken)
    {
        ReadinessWait wait = new();
        using IDisposable registration = Register(handle, events, once: true, wait);
        using CancellationTokenRegistration cancellation =
            cancellationToken.UnsafeRegister(static (state, token) => ((ReadinessWait)state!).Cancel(token), wait);
        await wait.Task.ConfigureAwait(false);
    }
}
