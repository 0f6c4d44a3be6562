namespace Standpipe;

/// <summary>An edge while it runs: its pipes, and what this process does for it.</summary>
internal sealed class EdgeRun(GraphEdge edge)
{
    internal GraphEdge Edge { get; } = edge;

    /// <summary>Gets or sets the pipe that its nodes, or its source, write; null if they write a file.</summary>
    internal PipeRun? WriterPipe { get; set; }

    /// <summary>Gets or sets the pipe that its node, or its sink, reads: the same, unless this process passes the bytes on.</summary>
    internal PipeRun? ReaderPipe { get; set; }

    /// <summary>Gets or sets what counts its bytes, or null.</summary>
    internal GraphPump? Pump { get; set; }

    /// <summary>Gets or sets what takes its bytes in the end: a capture, a stream.</summary>
    internal GraphPump? Taker { get; set; }

    /// <summary>Gets or sets which branch of its fan-out it is.</summary>
    internal int Branch { get; set; }

    /// <summary>Gets or sets whether others share its pipe, so that what passes there cannot be told apart; a fan-out tells its branches apart all the same.</summary>
    internal bool IsShared { get; set; }

    /// <summary>Gets the nodes that write it.</summary>
    internal List<NodeRun> Writers { get; } = [];

    /// <summary>Gets the nodes that read what its writer writes; several for a fan-out.</summary>
    internal List<NodeRun> Readers { get; } = [];

    /// <summary>Gets what else takes what its writer writes.</summary>
    internal List<GraphPump> Takers { get; } = [];

    /// <summary>Gets how many bytes have passed; null if nobody counts.</summary>
    internal long? Bytes => Pump is GraphFan fan ? fan.BytesOf(Branch) : IsShared ? null : Pump?.Bytes;

    /// <summary>Gets the pipe whose closing is the edge's.</summary>
    internal PipeRun? OwnPipe => Edge.Relay is null ? WriterPipe : ReaderPipe;

    /// <summary>Gets the side that closed first.</summary>
    internal GraphSide ClosedFirst => OwnPipe?.First ?? GraphSide.Unknown;

    /// <summary>Whether those that read what the edge's nodes write have all left. To be asked at a writer's end, before it is reaped.</summary>
    /// <returns>Null: yes if the writer died of it, else no.</returns>
    internal bool? WriterLostReaders()
    {
        if (WriterPipe is not { } pipe)
        {
            return false;
        }

        pipe.Settle();
        if (pipe.IsSure)
        {
            return pipe.First == GraphSide.Reader;
        }

        // Nobody tells, or somebody looked into the pipe: then who has ended, and who holds it now, is the evidence.
        if (Readers.Count == 0 || pipe.Identity == 0 || Readers.Exists(reader => reader.Holds(pipe, Edge.To?.Descriptor ?? 0)))
        {
            return false;
        }

        bool? lost = pipe.First == GraphSide.Reader || (pipe.First == GraphSide.Unknown && Readers.TrueForAll(reader => reader.HasEnded)) ? true : null;
        pipe.Note(lost == true ? GraphSide.Reader : GraphSide.Unknown, isSure: false);
        return lost;
    }

    /// <summary>Copies what is in the pipe that its reader has, at whoever of its nodes still has it.</summary>
    internal byte[]? Peek(int count)
    {
        if (ReaderPipe is not { Identity: > 0 } pipe)
        {
            return null;
        }

        int reads = Edge.To?.Descriptor ?? 0;
        int writes = Edge.From.Count > 0 ? Edge.From[0].Descriptor : 1;
        return Readers.Select(reader => reader.Peek(pipe, reads, count)).Concat(Writers.Select(writer => writer.Peek(pipe, writes, count)))
            .FirstOrDefault(bytes => bytes is not null);
    }

    /// <summary>What the judge is to know of it.</summary>
    internal LostPipe DescribeLoss() => new(
        [.. Readers.Select(reader => reader.Index)],
        string.Join(" and ", Readers.Select(reader => reader.Node.Name).DefaultIfEmpty(Edge.Sink?.ToString() ?? "this process")),
        Takers.Exists(taker => taker.Failure is not null));

    /// <summary>Whether one of its writers still has a pipe.</summary>
    internal bool WriterHolds(PipeRun pipe) =>
        pipe != WriterPipe || Edge.Source is not null
            ? pipe == ReaderPipe && Pump is { Completion.IsCompleted: false }
            : Writers.Exists(writer => writer.Holds(pipe, Edge.From[0].Descriptor));

    /// <summary>Whether one of its readers still has a pipe.</summary>
    internal bool ReaderHolds(PipeRun pipe) =>
        pipe != ReaderPipe ? pipe == WriterPipe && Pump is { Completion.IsCompleted: false }
        : Edge.To is { } to ? Readers.Exists(reader => reader.Node == to.Node && reader.Holds(pipe, to.Descriptor))
        : Taker is { Completion.IsCompleted: false };
}
