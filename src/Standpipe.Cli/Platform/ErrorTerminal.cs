using Standpipe.Cli.Platform.Linux;

namespace Standpipe.Cli.Platform;

/// <summary>The terminal that standard error is, as far as the view needs to know it. Linux only: elsewhere there is none.</summary>
internal static class ErrorTerminal
{
    /// <summary>Gets whether standard error is a terminal.</summary>
    internal static bool Exists => OperatingSystem.IsLinux() && !Console.IsErrorRedirected;

    /// <summary>Reads the size.</summary>
    /// <returns>Columns and lines; null if the terminal does not know them.</returns>
    internal static (int Width, int Height)? ReadSize() => OperatingSystem.IsLinux() ? LinuxTerminal.ReadSize() : null;

    /// <summary>Whether this process is of the job that has the terminal now; another's screen is not drawn on.</summary>
    internal static bool IsForeground() => OperatingSystem.IsLinux() && LinuxTerminal.IsForeground();

    /// <summary>Whether it reads by the line, with echo: a password prompt, a pager or an editor would have changed that.</summary>
    internal static bool IsInOrdinaryMode() => OperatingSystem.IsLinux() && LinuxTerminal.IsInOrdinaryMode();

    /// <summary>Stops this process, as Ctrl-Z would have, unless nobody could continue it; returns when it goes on. .NET does not do so by itself once somebody listens to the signal.</summary>
    internal static void StopThisProcess()
    {
        if (OperatingSystem.IsLinux())
        {
            LinuxTerminal.StopThisProcess();
        }
    }
}
