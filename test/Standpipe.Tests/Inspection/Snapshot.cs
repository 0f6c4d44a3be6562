using Standpipe.Inspection;
using Standpipe.Platform;

namespace Standpipe.Tests.Inspection;

/// <summary>A machine made by hand: what a scan would have seen of it.</summary>
internal sealed class Snapshot
{
    internal const int Capacity = 65536;
    internal const int Init = 1;
    internal const int Shell = 100;

    private readonly List<ProcessFacts> _processes =
    [
        new() { Id = Init, Name = "init", Threads = [At(WaitKind.Polling)] },
        new() { Id = Shell, Name = "bash", ParentId = Init, SessionId = Shell, Threads = [At(WaitKind.Polling)] },
    ];

    private readonly Dictionary<ulong, PipeLevel> _levels = [];

    /// <summary>A descriptor for reading.</summary>
    internal static EndFacts Read(int descriptor, ulong pipe) => new(descriptor, pipe, CanRead: true, CanWrite: false);

    /// <summary>A descriptor for writing.</summary>
    internal static EndFacts Write(int descriptor, ulong pipe) => new(descriptor, pipe, CanRead: false, CanWrite: true);

    /// <summary>A thread that is at something that has nothing to do with pipes.</summary>
    internal static ThreadFacts At(WaitKind kind, bool hasTimeout = false) => new(0, new ThreadWait(kind, HasTimeout: hasTimeout), IsSteady: true);

    /// <summary>A thread that waits to read.</summary>
    internal static ThreadFacts Reading(int descriptor, DescriptorKind kind = DescriptorKind.Pipe, bool isSteady = true) =>
        new(0, new ThreadWait(WaitKind.Reading, Input: descriptor), kind, IsSteady: isSteady);

    /// <summary>A thread that waits to write.</summary>
    internal static ThreadFacts Writing(int descriptor, DescriptorKind kind = DescriptorKind.Pipe, bool isSteady = true) =>
        new(0, new ThreadWait(WaitKind.Writing, Output: descriptor), OutputKind: kind, IsSteady: isSteady);

    /// <summary>A thread that splices.</summary>
    internal static ThreadFacts Transferring(int input, int output) =>
        new(0, new ThreadWait(WaitKind.Transferring, input, output), DescriptorKind.Pipe, DescriptorKind.Pipe, IsSteady: true);

    /// <summary>A thread that waits for a child.</summary>
    internal static ThreadFacts WaitingFor(int child = ThreadWait.AnyChild) =>
        new(0, new ThreadWait(WaitKind.Child, Child: child), IsSteady: true);

    /// <summary>A process of one thread, started by the shell.</summary>
    internal Snapshot Process(int id, string name, ThreadFacts thread, params EndFacts[] ends) =>
        Process(id, name, Shell, [thread], ends);

    /// <summary>A process.</summary>
    internal Snapshot Process(
        int id, string name, int parent, ThreadFacts[] threads, EndFacts[] ends, long? written = null, bool isSeen = true, int? session = null)
    {
        _processes.Add(new ProcessFacts
        {
            Id = id,
            Name = name,
            ParentId = parent,
            SessionId = session ?? Shell,
            Threads = [.. threads.Select((thread, index) => thread with { Id = id + index })],
            Ends = ends,
            BytesWritten = written,
            AreDescriptorsSeen = isSeen,
        });
        return this;
    }

    /// <summary>What is in a pipe.</summary>
    internal Snapshot Level(ulong pipe, int bytes, bool? isFull = null, bool hasReader = true)
    {
        _levels[pipe] = new PipeLevel(Capacity, bytes, isFull ?? bytes == Capacity, hasReader);
        return this;
    }

    /// <summary>A pipe with nothing in it.</summary>
    internal Snapshot Empty(ulong pipe) => Level(pipe, 0);

    /// <summary>A pipe with no room.</summary>
    internal Snapshot Full(ulong pipe) => Level(pipe, Capacity);

    /// <summary>The map of it.</summary>
    internal PipeMap Map() => new(new MachineFacts(_processes, _levels, Vanished: 0));
}
