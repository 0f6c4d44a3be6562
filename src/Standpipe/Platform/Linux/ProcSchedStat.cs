namespace Standpipe.Platform.Linux;

/// <summary>What /proc/PID/schedstat says of a thread's turns on a processor (sched-stats.rst).</summary>
/// <param name="RunNanoseconds">How long it ran.</param>
/// <param name="WaitNanoseconds">How long it was ready and had to wait for a processor.</param>
/// <param name="Turns">How often it got one. A thread with as many turns as before has been blocked all the while.</param>
internal readonly record struct ProcSchedStat(ulong RunNanoseconds, ulong WaitNanoseconds, ulong Turns)
{
    /// <summary>Reads the file's text.</summary>
    /// <returns>Whether it is such a text.</returns>
    internal static bool TryParse(ReadOnlySpan<byte> text, out ProcSchedStat stat)
    {
        ProcFields fields = new(text);
        bool isWhole = fields.TryNext(out ulong run) & fields.TryNext(out ulong wait) & fields.TryNext(out ulong turns);
        stat = isWhole ? new ProcSchedStat(run, wait, turns) : default;
        return isWhole;
    }
}
