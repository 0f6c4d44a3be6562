namespace Standpipe.Inspection;

/// <summary>Says what is the matter with one pipe, among processes that could move: of those that cannot, it is said already.</summary>
internal sealed class PipeDiagnostician
{
    private readonly PipeMap _map;
    private readonly WaitGraph _graph;

    internal PipeDiagnostician(PipeMap map, WaitGraph graph)
    {
        _map = map;
        _graph = graph;
    }

    /// <summary>Finds the worst.</summary>
    /// <returns>Null if nothing is.</returns>
    internal PipeDiagnosis? Diagnose(MappedPipe pipe)
    {
        PipeHolder? reader = pipe.Readers.FirstOrDefault(end => WaitsFor(end, thread => thread.InputPipe == pipe));
        if (reader != null && (pipe.BytesAvailable ?? 0) == 0)
        {
            return !_graph.CanMove(reader.Process) ? null
                : pipe.Writers.Any() ? LeakedWriteEnd(pipe, reader) : UnseenWriter(pipe, reader);
        }

        PipeHolder? writer = pipe.Writers.FirstOrDefault(end => WaitsFor(end, thread => thread.OutputPipe == pipe));
        if (writer != null && pipe.IsFull != false && pipe.HasReader != false)
        {
            return _graph.CanMove(writer.Process) && pipe.Readers.Any() ? Backlog(pipe, writer) : null;
        }

        return !(pipe.HasReader ?? pipe.Readers.Any()) ? NoReader(pipe)
            : reader == null && !pipe.Writers.Any() ? NoWriter(pipe) : null;
    }

    private static bool WaitsFor(PipeHolder end, Func<MappedThread, bool> isAtThePipe) =>
        end.Process.Threads.Any(thread => thread.IsSteady && isAtThePipe(thread));

    private static PipeDiagnosis UnseenWriter(MappedPipe pipe, PipeHolder reader) =>
        new(PipeDiagnosisKind.UnseenWriter, DiagnosisSeverity.Note)
        {
            Waiting = [reader.Process],
            Pipes = [pipe],
            Reason = $"{reader.Process} waits for bytes in {pipe}; somebody holds the write end, and it is nobody who can be seen.",
            Cure = "Look again as the user whose process it is, or as root.",
        };

    private PipeDiagnosis? LeakedWriteEnd(MappedPipe pipe, PipeHolder reader)
    {
        MappedProcess[] others = [.. pipe.Writers.Select(end => end.Process).Where(process => process != reader.Process).Distinct()];
        MappedProcess[] left = [.. others.Where(other => IsIdleLeftover(other, reader.Process))];
        if (left.Length == 0 || others.Except(left).Any(_graph.CanMove))
        {
            return null;
        }

        bool hasNeverWritten = Array.TrueForAll(left, process => process.BytesWritten is 0);
        PipeHolder first = pipe.Writers.First(end => end.Process == left[0]);
        return new PipeDiagnosis(
            PipeDiagnosisKind.LeakedWriteEnd, hasNeverWritten ? DiagnosisSeverity.Suspect : DiagnosisSeverity.Note)
        {
            Culprits = left,
            Waiting = [reader.Process],
            Pipes = [pipe],
            Reason = $"{reader.Process} waits for bytes or the end of {pipe}, and the write end is held by {Words.List(left)} alone "
                + $"(descriptor {first.Descriptor}), left behind by a process that has ended"
                + (hasNeverWritten ? ", and never used to write anything." : "."),
            Cure = $"End {Words.Verb(left.Length, "it", "them")}: kill {Ids(left)}. Or start {Words.Verb(left.Length, "it", "them")} "
                + $"so that the pipe is not inherited: with descriptor {first.Descriptor} closed or sent elsewhere.",
        };
    }

    /// <summary>A full pipe, and nobody who reads it now.</summary>
    private PipeDiagnosis? Backlog(MappedPipe pipe, PipeHolder writer)
    {
        PipeHolder[] readers = [.. pipe.Readers.Where(end => end.Process != writer.Process)];
        if (readers.Length == 0 || !Array.TrueForAll(readers, end => IsElsewhere(end.Process, pipe)))
        {
            return null;
        }

        bool isLeaked = Array.TrueForAll(readers, end => end.Descriptor != 0 && IsIdleLeftover(end.Process, writer.Process));
        MappedProcess[] processes = [.. readers.Select(end => end.Process).Distinct()];
        return isLeaked
            ? new PipeDiagnosis(PipeDiagnosisKind.LeakedReadEnd, DiagnosisSeverity.Suspect)
            {
                Culprits = processes,
                Waiting = [writer.Process],
                Pipes = [pipe],
                Reason = $"{writer.Process} waits for room in {pipe}, which only {Words.List(processes)} could read (descriptor "
                    + $"{readers[0].Descriptor}), left behind by a process that has ended: so it is not told that its reader is gone.",
                Cure = $"End {Words.Verb(processes.Length, "it", "them")}: kill {Ids(processes)}.",
            }
            : new PipeDiagnosis(PipeDiagnosisKind.IdleReader, DiagnosisSeverity.Note)
            {
                Culprits = processes,
                Waiting = [writer.Process],
                Pipes = [pipe],
                Reason = $"{writer.Process} waits for room in {pipe}, which is full: {Words.List(processes)} could read it and "
                    + $"{Words.Activity(Foreground.ThreadOf(_map, _graph, processes[0]))}.",
                Cure = $"None, if that is what {processes[0]} is meant to do; 'standpipe inspect --why {writer.Process.Id}' says what it waits for.",
            };
    }

    private PipeDiagnosis NoReader(MappedPipe pipe) => new(PipeDiagnosisKind.NoReader, DiagnosisSeverity.Note)
    {
        Culprits = Holders(pipe),
        Pipes = [pipe],
        Reason = $"Nobody {(pipe.HasReader == false ? string.Empty : "who can be seen ")}holds the read end of {pipe}: the next write by "
            + $"{Words.List(Holders(pipe))} breaks{(pipe.HasReader == false ? string.Empty : Doubt())}.",
        Cure = "None is needed.",
    };

    private PipeDiagnosis NoWriter(MappedPipe pipe) => new(PipeDiagnosisKind.NoWriter, DiagnosisSeverity.Note)
    {
        Culprits = Holders(pipe),
        Pipes = [pipe],
        Reason = $"Nobody who can be seen holds the write end of {pipe}: after "
            + (pipe.BytesAvailable is { } bytes ? $"{bytes} bytes " : "what is in it ")
            + $"{Words.List(Holders(pipe))} {Words.Verb(Holders(pipe).Length, "reads", "read")} end of file{Doubt()}.",
        Cure = "None is needed.",
    };

    /// <summary>What a claim about everybody has to be followed by: with less permission there are some who were not looked at.</summary>
    private string Doubt()
    {
        int hidden = _map.Gaps.HiddenProcesses;
        return hidden == 0 ? string.Empty : $", unless {Words.Verb(hidden, "a process", $"one of {hidden} processes")} that this user may not look at holds it";
    }

    private bool IsIdleLeftover(MappedProcess holder, MappedProcess waiter) =>
        Kinship.IsIdle(holder) && Kinship.IsLeftBehind(_map, holder, waiter);

    private static bool IsElsewhere(MappedProcess process, MappedPipe pipe) => process.Threads.All(thread =>
        !Kinship.IsAtWork(process, thread) && thread.InputPipe != pipe);

    private static MappedProcess[] Holders(MappedPipe pipe) => [.. pipe.Ends.Select(end => end.Process).Distinct()];

    private static string Ids(IEnumerable<MappedProcess> processes) => string.Join(' ', processes.Select(process => process.Id));
}
