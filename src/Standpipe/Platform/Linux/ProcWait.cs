using System.Runtime.InteropServices;

namespace Standpipe.Platform.Linux;

/// <summary>What a thread waits for, from its state, its system call, or the kernel function it sleeps in.</summary>
internal static class ProcWait
{
    private const ulong P_ALL = 0;
    private const ulong P_PID = 1;

    /// <summary>Judges by the call.</summary>
    /// <param name="state">The state of /proc/PID/stat.</param>
    /// <param name="call">What /proc/PID/syscall says.</param>
    /// <param name="architecture">The machine's.</param>
    internal static ThreadWait Classify(char state, in ProcSyscall call, Architecture architecture)
    {
        if (FromState(state) is { } told)
        {
            return told;
        }

        if (call.Number == ProcSyscall.Running)
        {
            return new ThreadWait(WaitKind.Running);
        }

        return SystemCalls.RoleOf(call.Number, architecture) switch
        {
            CallRole.Read => new ThreadWait(WaitKind.Reading, Input: (int)call.A0),
            CallRole.Write => new ThreadWait(WaitKind.Writing, Output: (int)call.A0),
            CallRole.Splice => new ThreadWait(WaitKind.Transferring, (int)call.A0, (int)call.A2),
            CallRole.Tee => new ThreadWait(WaitKind.Transferring, (int)call.A0, (int)call.A1),
            CallRole.SendFile => new ThreadWait(WaitKind.Transferring, (int)call.A1, (int)call.A0),
            CallRole.PollMilliseconds => new ThreadWait(WaitKind.Polling, HasTimeout: (int)call.A2 >= 0),
            CallRole.EpollMilliseconds => new ThreadWait(WaitKind.Polling, HasTimeout: (int)call.A3 >= 0),
            CallRole.PollPointer => new ThreadWait(WaitKind.Polling, HasTimeout: call.A2 != 0),
            CallRole.EpollPointer => new ThreadWait(WaitKind.Polling, HasTimeout: call.A3 != 0),
            CallRole.Select => new ThreadWait(WaitKind.Polling, HasTimeout: call.A4 != 0),
            CallRole.Wait => new ThreadWait(WaitKind.Child, Child: (int)call.A0),
            CallRole.WaitId => new ThreadWait(WaitKind.Child, Child: Awaited(call)),
            CallRole.Futex => new ThreadWait(WaitKind.Lock, HasTimeout: call.A3 != 0),
            CallRole.Sleep => new ThreadWait(WaitKind.Sleeping, HasTimeout: true),
            CallRole.Signal => new ThreadWait(WaitKind.Signal),
            CallRole.File => new ThreadWait(WaitKind.Disk),
            _ => new ThreadWait(call.Number == ProcSyscall.Outside ? WaitKind.Unknown : WaitKind.Other),
        };
    }

    /// <summary>
    /// Judges by the kernel function that the thread sleeps in, where its system call may not be seen (/proc/PID/wchan needs less of a right).
    /// The functions' names differ from kernel to kernel; what they have in common is looked for. No descriptor is known then.
    /// </summary>
    /// <param name="state">The state of /proc/PID/stat.</param>
    /// <param name="function">The text of /proc/PID/wchan.</param>
    internal static ThreadWait Classify(char state, ReadOnlySpan<byte> function)
    {
        if (FromState(state) is { } told)
        {
            return told;
        }

        WaitKind kind = function switch
        {
            _ when Has(function, "pipe_read"u8) => WaitKind.Reading,
            _ when Has(function, "pipe_write"u8) => WaitKind.Writing,
            _ when Has(function, "do_wait"u8) && !Has(function, "do_wait_"u8) => WaitKind.Child,
            _ when Has(function, "nanosleep"u8) => WaitKind.Sleeping,
            _ when Has(function, "futex"u8) => WaitKind.Lock,
            _ when Has(function, "poll"u8) || Has(function, "select"u8) => WaitKind.Polling,
            _ when Has(function, "sigsuspend"u8) || Has(function, "sigtimedwait"u8) || Has(function, "pause"u8) => WaitKind.Signal,
            _ when function.IsEmpty || function is [(byte)'0'] => WaitKind.Unknown,
            _ => WaitKind.Other,
        };
        return new ThreadWait(kind, HasTimeout: kind == WaitKind.Sleeping);
    }

    private static ThreadWait? FromState(char state) => state switch
    {
        'R' => new ThreadWait(WaitKind.Running),
        'D' => new ThreadWait(WaitKind.Disk),
        'T' or 't' => new ThreadWait(WaitKind.Stopped),
        'Z' or 'X' or 'x' => new ThreadWait(WaitKind.Exited),
        _ => null,
    };

    private static int Awaited(in ProcSyscall call) => call.A0 switch
    {
        P_ALL => ThreadWait.AnyChild,
        P_PID => (int)call.A1,
        _ => 0,
    };

    private static bool Has(ReadOnlySpan<byte> function, ReadOnlySpan<byte> part) => function.IndexOf(part) >= 0;
}
