using System.Runtime.Versioning;
using Standpipe.Cli.Platform.Linux;

namespace Standpipe.Cli.Platform;

/// <summary>The modes of the terminal that this process belongs to, as they were: for after a program that was ended before it could put them back itself. Linux only.</summary>
internal sealed class TerminalModes
{
    private readonly Action? _putBack = OperatingSystem.IsLinux() ? Keep() : null;

    /// <summary>Puts them back, if they have changed and this process is of the terminal's foreground job.</summary>
    internal void PutBack() => _putBack?.Invoke();

    [SupportedOSPlatform("linux")]
    private static Action? Keep() => LinuxTerminal.ReadOwnModes() is { } modes ? () => LinuxTerminal.WriteOwnModes(modes) : null;
}
