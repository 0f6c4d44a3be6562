using System.Runtime.Versioning;

namespace Standpipe.Platform.Linux;

/// <summary>Whether the next read of an end is likely to wait: then asking first, in vain, would be a system call too many.</summary>
/// <remarks>Several threads may race on it: a wrong forecast costs one system call, no more.</remarks>
[SupportedOSPlatform("linux")]
internal struct WaitForecast
{
    // So many first tries in a row have to be in vain before the next is spared: one pause in a stream is no habit.
    private const int Habit = 2;

    // So often a read that is expected to wait tries first all the same: the times may have changed.
    private const int TrialInterval = 8;

    private int _inVain;
    private int _spared;

    /// <summary>Whether to wait before trying.</summary>
    internal bool IsWait() => _inVain >= Habit && ++_spared % TrialInterval != 0;

    /// <summary>Learns what a first try came to.</summary>
    internal void Tried(bool wouldBlock) => _inVain = wouldBlock ? Math.Min(_inVain + 1, Habit) : 0;
}
