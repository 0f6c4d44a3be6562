using Standpipe.Platform;

namespace Standpipe.Inspection;

/// <summary>Makes the map's objects from what a scan saw.</summary>
internal sealed class MapBuilder
{
    private readonly MachineFacts _facts;
    private readonly SortedDictionary<ulong, MappedPipe> _pipes = [];

    internal MapBuilder(MachineFacts facts) => _facts = facts;

    /// <summary>Makes them.</summary>
    internal (List<MappedPipe> Pipes, List<MappedProcess> Processes) Build()
    {
        List<MappedProcess> processes = new(_facts.Processes.Count);
        foreach (ProcessFacts facts in _facts.Processes.OrderBy(facts => facts.Id))
        {
            MappedProcess process = Process(facts);
            foreach (EndFacts end in facts.Ends.OrderBy(end => end.Descriptor))
            {
                PipeAccess access = (end.CanRead ? PipeAccess.Read : 0) | (end.CanWrite ? PipeAccess.Write : 0);
                PipeHolder holder = new(process, Pipe(end.Inode), end.Descriptor, access);
                process.Add(holder);
                holder.Pipe.Add(holder);
            }

            process.Threads = [.. facts.Threads.Select(thread => Thread(process, thread))];
            processes.Add(process);
        }

        return ([.. _pipes.Values], processes);
    }

    private static MappedProcess Process(ProcessFacts facts) => new(facts.Id, facts.Name)
    {
        ParentId = facts.ParentId,
        GroupId = facts.GroupId,
        SessionId = facts.SessionId,
        UserId = facts.UserId,
        UserName = facts.UserName,
        CommandLine = facts.CommandLine,
        BytesWritten = facts.BytesWritten,
        AreDescriptorsVisible = facts.AreDescriptorsSeen,
    };

    private static MappedThread Thread(MappedProcess process, ThreadFacts facts)
    {
        ThreadWait wait = facts.Wait;
        bool reads = wait.Kind is WaitKind.Reading or WaitKind.Transferring;
        bool writes = wait.Kind is WaitKind.Writing or WaitKind.Transferring;
        return new MappedThread(facts.Id, Activity(wait.Kind))
        {
            Input = wait.Input == ThreadWait.None ? null : wait.Input,
            Output = wait.Output == ThreadWait.None ? null : wait.Output,
            InputTarget = Target(facts.InputKind),
            OutputTarget = Target(facts.OutputKind),
            InputPipe = reads ? PipeOf(process, wait.Input, PipeAccess.Read) : null,
            OutputPipe = writes ? PipeOf(process, wait.Output, PipeAccess.Write) : null,
            AwaitedChild = wait is { Kind: WaitKind.Child, Child: > 0 } ? wait.Child : null,
            HasTimeout = wait.HasTimeout,
            IsSteady = facts.IsSteady,
        };
    }

    /// <summary>The pipe behind a descriptor; where the descriptor is not told, the only pipe that can be meant.</summary>
    private static MappedPipe? PipeOf(MappedProcess process, int descriptor, PipeAccess access)
    {
        if (descriptor != ThreadWait.None)
        {
            return process.Ends.FirstOrDefault(end => end.Descriptor == descriptor && end.Access.HasFlag(access))?.Pipe;
        }

        MappedPipe[] candidates = [.. process.Ends.Where(end => end.Access.HasFlag(access)).Select(end => end.Pipe).Distinct()];
        return candidates is [MappedPipe only] ? only : null;
    }

    private MappedPipe Pipe(ulong inode)
    {
        if (!_pipes.TryGetValue(inode, out MappedPipe? pipe))
        {
            pipe = _facts.Levels.TryGetValue(inode, out PipeLevel level)
                ? new MappedPipe(inode)
                {
                    Capacity = level.Capacity,
                    BytesAvailable = level.Bytes,
                    IsFull = level.IsFull,
                    HasReader = level.HasReader,
                }
                : new MappedPipe(inode);
            _pipes.Add(inode, pipe);
        }

        return pipe;
    }

    private static ThreadActivity Activity(WaitKind kind) => kind switch
    {
        WaitKind.Running => ThreadActivity.Running,
        WaitKind.Reading => ThreadActivity.Reading,
        WaitKind.Writing => ThreadActivity.Writing,
        WaitKind.Transferring => ThreadActivity.Transferring,
        WaitKind.Polling => ThreadActivity.Polling,
        WaitKind.Child => ThreadActivity.Child,
        WaitKind.Sleeping => ThreadActivity.Sleeping,
        WaitKind.Lock => ThreadActivity.Lock,
        WaitKind.Signal => ThreadActivity.Signal,
        WaitKind.Disk => ThreadActivity.Disk,
        WaitKind.Stopped => ThreadActivity.Stopped,
        WaitKind.Exited => ThreadActivity.Exited,
        WaitKind.Other => ThreadActivity.Other,
        _ => ThreadActivity.Unknown,
    };

    private static DescriptorTarget Target(DescriptorKind kind) => kind switch
    {
        DescriptorKind.Pipe => DescriptorTarget.Pipe,
        DescriptorKind.Socket => DescriptorTarget.Socket,
        DescriptorKind.Terminal => DescriptorTarget.Terminal,
        DescriptorKind.File => DescriptorTarget.File,
        DescriptorKind.Other => DescriptorTarget.Other,
        _ => DescriptorTarget.Unknown,
    };
}
