namespace Standpipe.Platform.Linux;

/// <summary>A thread as the first look of a scan saw it, and what the second look is to compare.</summary>
/// <param name="Facts">What is told of it.</param>
/// <param name="Call">Its system call; by default where it may not be seen.</param>
/// <param name="Turns">How often it had got a processor; 0 where the kernel does not count.</param>
internal readonly record struct ThreadReading(ThreadFacts Facts, ProcSyscall Call, ulong Turns)
{
    /// <summary>Gets whether it may be stuck, so that the second look is worth its calls.</summary>
    internal bool IsBlocked => Facts.Wait.Kind is WaitKind.Reading or WaitKind.Writing or WaitKind.Transferring or WaitKind.Child
        || Facts.Wait is { Kind: WaitKind.Lock, HasTimeout: false };
}
