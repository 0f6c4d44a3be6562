namespace Standpipe.Platform.Linux;

/// <summary>What /proc/PID/syscall says: the call that a thread is blocked in (proc_pid_syscall(5)).</summary>
/// <param name="Number">
/// The system call's number on the machine's architecture; <see cref="Running"/>, or <see cref="Outside"/> for a thread that is blocked
/// outside any call.
/// </param>
/// <param name="A0">The first argument.</param>
/// <param name="A1">The second argument.</param>
/// <param name="A2">The third argument.</param>
/// <param name="A3">The fourth argument.</param>
/// <param name="A4">The fifth argument.</param>
/// <param name="StackPointer">Where its stack is; 0 while it runs.</param>
internal readonly record struct ProcSyscall(long Number, ulong A0, ulong A1, ulong A2, ulong A3, ulong A4, ulong StackPointer)
{
    /// <summary>It is on a processor, or ready for one.</summary>
    internal const long Running = -2;

    /// <summary>It is blocked, in no call: in a page fault, or stopped.</summary>
    internal const long Outside = -1;

    /// <summary>Reads the file's text.</summary>
    /// <returns>Whether it is such a text.</returns>
    internal static bool TryParse(ReadOnlySpan<byte> text, out ProcSyscall call)
    {
        call = default;
        ProcFields fields = new(text);
        ReadOnlySpan<byte> first = fields.Next();
        if (first.SequenceEqual("running"u8))
        {
            call = new ProcSyscall(Running, 0, 0, 0, 0, 0, 0);
            return true;
        }

        if (!new ProcFields(first).TryNext(out long number) || number < Outside)
        {
            return false;
        }

        if (number == Outside)
        {
            bool hasStack = fields.TryNextHexadecimal(out ulong outside);
            call = new ProcSyscall(Outside, 0, 0, 0, 0, 0, outside);
            return hasStack;
        }

        bool isWhole = fields.TryNextHexadecimal(out ulong a0) & fields.TryNextHexadecimal(out ulong a1)
            & fields.TryNextHexadecimal(out ulong a2) & fields.TryNextHexadecimal(out ulong a3)
            & fields.TryNextHexadecimal(out ulong a4) & fields.TryNextHexadecimal(out _)
            & fields.TryNextHexadecimal(out ulong stack);
        call = new ProcSyscall(number, a0, a1, a2, a3, a4, stack);
        return isWhole;
    }
}
