using Standpipe.Platform.Windows;

namespace Standpipe.Platform;

/// <summary>Processes that the system itself kills when this one ends, where it has such a thing.</summary>
internal abstract class ProcessJob : IDisposable
{
    /// <summary>Makes one, with nobody in it: a start puts its child in (<see cref="ProcessStartRequest.Job"/>).</summary>
    /// <returns>The job; null where the system has none, and <see cref="Watchdog"/> does it.</returns>
    /// <exception cref="IOException">The system refused.</exception>
    internal static ProcessJob? TryCreate() =>
        OperatingSystem.IsLinux() ? null
        : OperatingSystem.IsWindows() ? WindowsJob.CreateClosing()
        : throw Unsupported.Exception();

    /// <summary>Lets go of those in it: they live on, also when this process ends.</summary>
    public abstract void Dispose();
}
