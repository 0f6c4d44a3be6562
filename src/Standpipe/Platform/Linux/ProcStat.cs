using System.Text;

namespace Standpipe.Platform.Linux;

/// <summary>What /proc/PID/stat says of a process, or of one of its threads (proc_pid_stat(5)).</summary>
/// <param name="Id">The process, or the thread.</param>
/// <param name="Name">The program's name, cut at 15 bytes, as it was or as the program changed it.</param>
/// <param name="State">R, S, D, Z, T, t, X or I.</param>
/// <param name="Parent">The parent's id; 0 for one that has none here.</param>
/// <param name="Group">The process group.</param>
/// <param name="Session">The session.</param>
/// <param name="Terminal">The controlling terminal's device number; 0 for none.</param>
/// <param name="Flags">The kernel's PF_ flags.</param>
/// <param name="UserTicks">Processor time in the program, in clock ticks.</param>
/// <param name="SystemTicks">Processor time in the kernel, in clock ticks.</param>
/// <param name="Threads">How many threads it has.</param>
/// <param name="ResidentPages">The pages of memory that it has in use.</param>
internal readonly record struct ProcStat(
    int Id,
    string Name,
    char State,
    int Parent,
    int Group,
    int Session,
    int Terminal,
    ulong Flags,
    long UserTicks,
    long SystemTicks,
    int Threads,
    long ResidentPages)
{
    private const ulong PF_EXITING = 0x00000004;    // <linux/sched.h>
    private const ulong PF_KTHREAD = 0x00200000;

    /// <summary>Gets whether it is a thread of the kernel, which has no descriptors.</summary>
    internal bool IsKernelThread => (Flags & PF_KTHREAD) != 0;

    /// <summary>Gets whether the kernel is taking it down, or has.</summary>
    internal bool IsExiting => (Flags & PF_EXITING) != 0;

    /// <summary>Reads the state alone.</summary>
    /// <param name="text">The text's beginning, with the name and what follows.</param>
    /// <returns>Null if it is no such text.</returns>
    internal static char? ReadState(ReadOnlySpan<byte> text)
    {
        // "id (name) state ...": the last parenthesis ends the name, as below.
        int state = text.LastIndexOf((byte)')') + 2;
        return state >= 2 && state < text.Length ? (char)text[state] : null;
    }

    /// <summary>Reads the file's text.</summary>
    /// <param name="text">All of it.</param>
    /// <param name="stat">What it says.</param>
    /// <returns>Whether it is such a text.</returns>
    internal static bool TryParse(ReadOnlySpan<byte> text, out ProcStat stat)
    {
        stat = default;

        // "pid (name) state ppid ...": the name may hold spaces and parentheses, so the last parenthesis ends it.
        int open = text.IndexOf((byte)'(');
        int close = text.LastIndexOf((byte)')');
        if (open < 0 || close < open || !new ProcFields(text[..open]).TryNext(out int id))
        {
            return false;
        }

        ProcFields fields = new(text[(close + 1)..]);
        ReadOnlySpan<byte> state = fields.Next();
        if (state.Length != 1
            || !fields.TryNext(out int parent) || !fields.TryNext(out int group) || !fields.TryNext(out int session)
            || !fields.TryNext(out int terminal))
        {
            return false;
        }

        fields.Skip(1);   // tpgid
        bool isWhole = fields.TryNext(out ulong flags);
        fields.Skip(4);   // minflt cminflt majflt cmajflt
        isWhole &= fields.TryNext(out long user) & fields.TryNext(out long system);
        fields.Skip(4);   // cutime cstime priority nice
        isWhole &= fields.TryNext(out int threads);
        fields.Skip(3);   // itrealvalue starttime vsize
        isWhole &= fields.TryNext(out long resident);
        stat = new ProcStat(
            id, Encoding.UTF8.GetString(text[(open + 1)..close]), (char)state[0], parent, group, session, terminal, flags,
            user, system, threads, resident);
        return isWhole;
    }
}
