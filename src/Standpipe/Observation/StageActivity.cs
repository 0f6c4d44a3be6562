using Standpipe.Platform;

namespace Standpipe.Observation;

/// <summary>What a stage does, judged from its threads and its ends.</summary>
/// <param name="State">What it does.</param>
/// <param name="Descriptor">What it is blocked on, or -1.</param>
/// <param name="AlsoWriting">What, beside a thread that is blocked reading, another is blocked writing to, or -1.</param>
internal readonly record struct StageActivity(StageState State, int Descriptor = -1, int AlsoWriting = -1)
{
    // Of a stage's threads most wait for the others; what the stage does is what the most telling of them does. A first thread tells more than
    // the others: those of a runtime poll, sleep and read pipes of their own for ever.
    private const int RunningRank = 100;
    private const int DiskRank = 90;
    private const int EdgeRank = 80;
    private const int LeaderRank = 70;
    private const int OutsideRank = 60;
    private const int SleepRank = 50;
    private const int PollRank = 40;
    private const int TimedLockRank = 30;
    private const int OtherRank = 20;
    private const int LockRank = 10;
    private const int ChildRank = 5;

    /// <summary>Whether, beside a thread that is blocked reading, another is blocked writing.</summary>
    internal bool IsAlsoWriting => AlsoWriting >= 0;

    /// <summary>Judges.</summary>
    /// <param name="tasks">The threads of all its processes.</param>
    /// <param name="ends">Its ends.</param>
    internal static StageActivity Of(ReadOnlySpan<TaskReading> tasks, ReadOnlySpan<EdgeEnd> ends)
    {
        StageActivity told = new(tasks.Length > 0 && AreStopped(tasks) ? StageState.Stopped : StageState.Unknown);
        int highest = 0;
        int reading = -1;
        int writing = -1;
        foreach (TaskReading task in tasks)
        {
            int rank = Judge(task, ends, out StageActivity activity);
            reading = rank == EdgeRank && activity.State == StageState.BlockedReading ? activity.Descriptor : reading;
            writing = rank == EdgeRank && activity.State == StageState.BlockedWriting ? activity.Descriptor : writing;
            if (rank > highest)
            {
                (highest, told) = (rank, activity);
            }
        }

        return highest == EdgeRank && reading >= 0 && writing >= 0 ? new StageActivity(StageState.BlockedReading, reading, writing) : told;
    }

    private static bool AreStopped(ReadOnlySpan<TaskReading> tasks)
    {
        foreach (TaskReading task in tasks)
        {
            if (task.Wait.Kind != WaitKind.Stopped)
            {
                return false;
            }
        }

        return true;
    }

    private static int Judge(in TaskReading task, ReadOnlySpan<EdgeEnd> ends, out StageActivity activity)
    {
        ThreadWait wait = task.Wait;
        activity = new StageActivity(StageState.Waiting);
        switch (wait.Kind)
        {
            case WaitKind.Running:
                activity = new StageActivity(StageState.Running);
                return RunningRank;
            case WaitKind.Disk:
                // A thread of a runtime may wait for ever to open a FIFO that nobody uses.
                activity = new StageActivity(StageState.Disk);
                return task.IsLeader ? DiskRank : OutsideRank;
            case WaitKind.Reading:
                return JudgeEnd(task, wait.Input, task.Input, FindEnd(ends, wait.Input, task.Input, isInput: true), out activity);
            case WaitKind.Writing:
                return JudgeEnd(task, wait.Output, task.Output, FindEnd(ends, wait.Output, task.Output, isInput: false), out activity);
            case WaitKind.Transferring:
                return JudgeTransfer(task, ends, out activity);
            case WaitKind.Sleeping:
                activity = new StageActivity(StageState.Sleeping);
                return task.IsLeader ? LeaderRank : SleepRank;
            case WaitKind.Polling or WaitKind.Unknown:
                activity = Guess(ends, wait.Kind == WaitKind.Polling ? StageState.Waiting : StageState.Unknown);
                return task.IsLeader ? LeaderRank : PollRank;
            case WaitKind.Lock:
                activity = new StageActivity(wait.HasTimeout && task.IsLeader ? StageState.Sleeping : StageState.Waiting);
                return wait.HasTimeout && task.IsLeader ? TimedLockRank : LockRank;
            case WaitKind.Child:
                return ChildRank;
            case WaitKind.Stopped or WaitKind.Exited:
                return 0;
            default:
                return OtherRank;
        }
    }

    private static int JudgeEnd(in TaskReading task, int descriptor, FileIdentity file, EdgeEnd? end, out StageActivity activity)
    {
        if (end is { } known)
        {
            activity = new StageActivity(known.Waiting, known.Descriptor);
            return known.IsOutside ? (task.IsLeader ? LeaderRank : OutsideRank) : EdgeRank;
        }

        StageState state = file.Kind switch
        {
            DescriptorKind.File => StageState.Disk,
            DescriptorKind.Socket => StageState.Network,
            DescriptorKind.Terminal => StageState.Terminal,
            _ => StageState.Waiting,
        };
        activity = new StageActivity(state, descriptor);

        // A pipe that is none of its ends is one within the stage.
        return state == StageState.Waiting ? LockRank : task.IsLeader ? LeaderRank : OutsideRank;
    }

    /// <summary>A transfer waits for its source if that is empty, else for its destination.</summary>
    private static int JudgeTransfer(in TaskReading task, ReadOnlySpan<EdgeEnd> ends, out StageActivity activity)
    {
        EdgeEnd? input = FindEnd(ends, task.Wait.Input, task.Input, isInput: true);
        EdgeEnd? output = FindEnd(ends, task.Wait.Output, task.Output, isInput: false);
        bool isForInput = input is { } source ? source.IsStuck || output is not { IsStuck: true } : output is null;
        return isForInput
            ? JudgeEnd(task, task.Wait.Input, task.Input, input, out activity)
            : JudgeEnd(task, task.Wait.Output, task.Output, output, out activity);
    }

    /// <summary>Of a thread that does not say what it waits for, its ends do: one that is empty, or full.</summary>
    private static StageActivity Guess(ReadOnlySpan<EdgeEnd> ends, StageState otherwise)
    {
        EdgeEnd? input = null;
        EdgeEnd? output = null;
        foreach (EdgeEnd end in ends)
        {
            input = end.IsInput && end.IsStuck ? end : input;
            output = !end.IsInput && end.IsStuck ? end : output;
        }

        return (input, output) switch
        {
            ({ IsOutside: false } read, { IsOutside: false } write) => new StageActivity(read.Waiting, read.Descriptor, write.Descriptor),
            (_, { } write) => new StageActivity(write.Waiting, write.Descriptor),
            ({ } read, null) => new StageActivity(read.Waiting, read.Descriptor),
            _ => new StageActivity(otherwise),
        };
    }

    private static EdgeEnd? FindEnd(ReadOnlySpan<EdgeEnd> ends, int descriptor, FileIdentity file, bool isInput)
    {
        foreach (EdgeEnd end in ends)
        {
            if (end.IsInput == isInput && end.Is(descriptor, file))
            {
                return end;
            }
        }

        return null;
    }
}
