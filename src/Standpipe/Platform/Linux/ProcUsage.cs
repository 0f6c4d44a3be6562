namespace Standpipe.Platform.Linux;

/// <summary>What changes from look to look in /proc/PID/stat (proc_pid_stat(5)). Reading it makes no string.</summary>
/// <param name="State">R, S, D, Z, T, t, X or I, of the first thread.</param>
/// <param name="Parent">The parent's id.</param>
/// <param name="Ticks">Processor time, in clock ticks.</param>
/// <param name="ChildTicks">Processor time of the children that were waited for, in clock ticks.</param>
/// <param name="Threads">How many threads it has.</param>
/// <param name="Start">When it began, in clock ticks since the system did: with the number it names one process alone.</param>
/// <param name="ResidentPages">The pages of memory that it has in use.</param>
internal readonly record struct ProcUsage(char State, int Parent, long Ticks, long ChildTicks, int Threads, ulong Start, long ResidentPages)
{
    /// <summary>Reads the file's text.</summary>
    /// <param name="text">All of it.</param>
    /// <param name="usage">What it says.</param>
    /// <param name="name">The program's name, within the text.</param>
    /// <returns>Whether it is such a text.</returns>
    internal static bool TryParse(ReadOnlySpan<byte> text, out ProcUsage usage, out ReadOnlySpan<byte> name)
    {
        usage = default;
        name = default;

        // The name may hold spaces and parentheses, so the last parenthesis ends it.
        int open = text.IndexOf((byte)'(');
        int close = text.LastIndexOf((byte)')');
        if (open < 0 || close < open)
        {
            return false;
        }

        name = text[(open + 1)..close];
        ProcFields fields = new(text[(close + 1)..]);
        ReadOnlySpan<byte> state = fields.Next();
        if (state.Length != 1 || !fields.TryNext(out int parent))
        {
            return false;
        }

        fields.Skip(9);   // pgrp session tty_nr tpgid flags minflt cminflt majflt cmajflt
        bool isWhole = fields.TryNext(out long user) & fields.TryNext(out long system)
            & fields.TryNext(out long childUser) & fields.TryNext(out long childSystem);
        fields.Skip(2);   // priority nice
        isWhole &= fields.TryNext(out int threads);
        fields.Skip(1);   // itrealvalue
        isWhole &= fields.TryNext(out ulong start);
        fields.Skip(1);   // vsize
        isWhole &= fields.TryNext(out long resident);
        usage = new ProcUsage((char)state[0], parent, user + system, childUser + childSystem, threads, start, resident);
        return isWhole;
    }
}
