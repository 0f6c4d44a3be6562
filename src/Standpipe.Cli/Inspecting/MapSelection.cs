using System.Globalization;
using Standpipe.Inspection;

namespace Standpipe.Cli.Inspecting;

/// <summary>The part of a map that is asked for.</summary>
internal sealed class MapSelection
{
    private MapSelection(PipeMap map, IReadOnlyList<MappedPipe> pipes, InspectRequest request)
    {
        Map = map;
        Pipes = pipes;
        HashSet<MappedPipe> shown = [.. pipes];
        Diagnoses = [.. map.Diagnoses.Where(diagnosis => diagnosis.Pipes.Any(shown.Contains) && IsTold(diagnosis, request))];
    }

    /// <summary>Gets the whole map.</summary>
    internal PipeMap Map { get; }

    /// <summary>Gets the pipes to show, by inode.</summary>
    internal IReadOnlyList<MappedPipe> Pipes { get; }

    /// <summary>Gets what is the matter with them, the worst first.</summary>
    internal IReadOnlyList<PipeDiagnosis> Diagnoses { get; }

    /// <summary>Gets whether somebody is stuck, or seems to be.</summary>
    internal bool IsStuck => Diagnoses.Any(diagnosis => diagnosis.Severity != DiagnosisSeverity.Note);

    /// <summary>Chooses.</summary>
    /// <exception cref="InspectFailedException">What the request names is not there.</exception>
    internal static MapSelection Of(PipeMap map, InspectRequest request)
    {
        if (request.Inode is { } inode)
        {
            MappedPipe pipe = map.FindPipe(inode)
                ?? throw new InspectFailedException($"nobody who can be seen holds an anonymous pipe {inode}");
            return new MapSelection(map, [pipe], request);
        }

        HashSet<MappedPipe> urgent = [.. map.Diagnoses.Where(IsUrgent).SelectMany(diagnosis => diagnosis.Pipes)];
        IEnumerable<MappedPipe> pipes = request.All ? map.Pipes : map.Pipes.Where(pipe => IsOfInterest(pipe, urgent));
        if (request.ProcessId is { } id)
        {
            MappedProcess process = map.FindProcess(id) ?? throw new InspectFailedException($"there is no process {id}");
            HashSet<MappedPipe> connected = Connected(process, [.. pipes]);
            pipes = map.Pipes.Where(connected.Contains);
        }

        if (request.User is { } user)
        {
            MappedProcess[] theirs = [.. map.Processes.Where(process => IsOf(process, user))];
            pipes = theirs.Length == 0
                ? throw new InspectFailedException($"no process of a user '{user}' is here")
                : pipes.Where(pipe => pipe.Ends.Any(end => theirs.Contains(end.Process)));
        }

        return new MapSelection(map, [.. pipes], request);
    }

    private static bool IsOf(MappedProcess process, string user) =>
        process.UserName == user || process.UserId.ToString(CultureInfo.InvariantCulture) == user;

    /// <summary>Whether a pipe leads from one process to another, or something is the matter with it; the tool's own output is not meant.</summary>
    private static bool IsOfInterest(MappedPipe pipe, HashSet<MappedPipe> urgent) =>
        !PipelineLines.Principals(pipe, PipeAccess.Write).Any(end => end.Process.Id == Environment.ProcessId)
        && (urgent.Contains(pipe) || pipe.Writers.Any(writer => pipe.Readers.Any(reader => reader.Process != writer.Process)));

    private static bool IsTold(PipeDiagnosis diagnosis, InspectRequest request) => request.All || request.IsNarrow || IsUrgent(diagnosis);

    /// <summary>Whether it is about somebody who waits. That a pipe has lost its other end is the ordinary end of pipes.</summary>
    private static bool IsUrgent(PipeDiagnosis diagnosis) => diagnosis.Kind is not (PipeDiagnosisKind.NoReader or PipeDiagnosisKind.NoWriter);

    /// <summary>The pipes of a process, and those that they lead to or come from.</summary>
    private static HashSet<MappedPipe> Connected(MappedProcess process, HashSet<MappedPipe> among)
    {
        ILookup<MappedPipe, MappedPipe> back = among.SelectMany(pipe => PipelineLines.Onward(pipe).Select(next => (next, pipe)))
            .ToLookup(step => step.next, step => step.pipe);
        HashSet<MappedPipe> found = [.. process.Ends.Select(end => end.Pipe)];
        Queue<MappedPipe> open = new(found);
        while (open.TryDequeue(out MappedPipe? pipe))
        {
            foreach (MappedPipe next in PipelineLines.Onward(pipe).Concat(back[pipe]).Where(among.Contains).Where(found.Add))
            {
                open.Enqueue(next);
            }
        }

        return found;
    }
}
