using System.Globalization;
using Standpipe.Cli.Viewing;
using Standpipe.Inspection;
using Standpipe.Observation;

namespace Standpipe.Cli.Attaching;

/// <summary>Finds the pipeline that a process belongs to, by the pipes.</summary>
/// <remarks>
/// <para>The stages are all processes that data can come to, or come from, through pipes between different processes (<see cref="PipeUsers"/>). For a process
/// that uses no pipe, for instance the shell that waits for a pipeline, they are those of its descendants.</para>
/// <para>Who started the process (it may collect the output) is outside: an edge leads to it, and ends there.</para>
/// </remarks>
internal sealed class PipelineFinder
{
    private const int LongestKernelName = 15;

    private readonly PipeMap _map;
    private readonly PipeUsers _users;
    private readonly MappedProcess _start;

    private PipelineFinder(PipeMap map, MappedProcess start, int ownId)
    {
        _map = map;
        _start = start;
        _users = new PipeUsers(map, ownId);
    }

    /// <summary>Finds it.</summary>
    /// <param name="map">What was seen.</param>
    /// <param name="processId">A process of the pipeline, or one that started it.</param>
    /// <param name="ownId">The process that looks, which belongs to no pipeline.</param>
    /// <exception cref="AttachFailedException">There is none; the message says what there is.</exception>
    internal static FoundPipeline Find(PipeMap map, int processId, int ownId)
    {
        if (processId == ownId)
        {
            throw new AttachFailedException($"process {processId} is this one: it cannot attach to itself");
        }

        MappedProcess start = map.FindProcess(processId) ?? throw new AttachFailedException($"there is no process {processId}");
        return start.AreDescriptorsVisible
            ? new PipelineFinder(map, start, ownId).Find()
            : throw new AttachFailedException($"no permission to see the pipes of process {processId} ({start.Name}), which is user {start.UserName}'s");
    }

    private FoundPipeline Find()
    {
        HashSet<MappedProcess> found = Follow(Begin());
        if (found.Count == 0)
        {
            throw new AttachFailedException($"process {_start.Id} ({_start.Name}) holds no pipe that leads to another process, nor does any that it started");
        }

        PipeLink[] links = [.. found.SelectMany(_users.Links).Distinct()];
        Dictionary<MappedProcess, string> names = Name(found, links);
        ObservedEdge[] edges = [.. links.Select(link => Edge(link, names)).OrderBy(edge => edge.Name, StringComparer.Ordinal)];
        IReadOnlyList<string> order = FlowOrder.Sort(
            [.. found.OrderBy(process => process.Id).Select(process => names[process])], [.. edges.Select(edge => (edge.From, edge.To))]);
        FoundStage[] stages = [.. found.Select(process => new FoundStage(names[process], process)).OrderBy(stage => Place(order, stage.Name))];
        return new FoundPipeline(stages, [.. edges.OrderBy(edge => Place(order, edge.From)).ThenBy(edge => Place(order, edge.To))]);
    }

    /// <summary>The process itself, or whoever stands for it; if it uses no pipe but to who started it, those of its descendants that do.</summary>
    private MappedProcess[] Begin()
    {
        MappedProcess representative = _users.Representative(_start);
        PipeLink[] links = [.. _users.Links(representative)];
        if (Array.Exists(links, link => !IsOutside(link.Writer.Process) && !IsOutside(link.Reader.Process)))
        {
            return [representative];
        }

        MappedProcess[] descendants = [.. _map.Processes.Where(process => _users.IsAncestor(_start, process) && _users.Links(process).Any())];
        return descendants.Length == 0 && links.Length > 0 ? [representative] : descendants;
    }

    private HashSet<MappedProcess> Follow(MappedProcess[] begin)
    {
        HashSet<MappedProcess> found = [.. begin];
        Queue<MappedProcess> open = new(begin);
        while (open.TryDequeue(out MappedProcess? process))
        {
            foreach (PipeLink link in _users.Links(process))
            {
                MappedProcess other = link.Writer.Process == process ? link.Reader.Process : link.Writer.Process;
                if (!IsOutside(other) && found.Add(other))
                {
                    open.Enqueue(other);
                }
            }
        }

        return found;
    }

    private bool IsOutside(MappedProcess process) => _users.IsAncestor(process, _start);

    // The stages first, so that nobody outside takes their names.
    private Dictionary<MappedProcess, string> Name(HashSet<MappedProcess> found, PipeLink[] links)
    {
        Dictionary<MappedProcess, string> names = [];
        HashSet<string> taken = new(StringComparer.Ordinal);
        IEnumerable<MappedProcess> outside = links.SelectMany(link => (MappedProcess[])[link.Writer.Process, link.Reader.Process]).Where(process => !found.Contains(process));
        foreach (MappedProcess process in Ordered(found, links).Concat(outside.Distinct().OrderBy(process => process.Id)))
        {
            string program = Program(_users.Worker(process));
            string name = program;
            for (int i = 2; !taken.Add(name); i++)
            {
                name = string.Create(CultureInfo.InvariantCulture, $"{program}-{i}");
            }

            names.Add(process, name);
        }

        return names;
    }

    // Along the flow: the first cat is cat, the second cat-2.
    private static IEnumerable<MappedProcess> Ordered(HashSet<MappedProcess> found, PipeLink[] links)
    {
        Dictionary<string, MappedProcess> ids = found.OrderBy(process => process.Id).ToDictionary(Id);
        return FlowOrder.Sort([.. ids.Keys], [.. links.Select(link => (Id(link.Writer.Process), Id(link.Reader.Process)))]).Select(id => ids[id]);

        static string Id(MappedProcess process) => process.Id.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>The program's name, as an edge's name can have it.</summary>
    private static string Program(MappedProcess process)
    {
        // The kernel cuts its name; the command line may have the whole, or say anything.
        string file = process.CommandLine is [string first, ..] ? first[(first.LastIndexOf('/') + 1)..] : string.Empty;
        string name = process.Name.Length == LongestKernelName && file.StartsWith(process.Name, StringComparison.Ordinal) ? file : process.Name;
        string stem = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '-'));
        return stem.Length == 0 ? "process" : stem;
    }

    private static ObservedEdge Edge(PipeLink link, Dictionary<MappedProcess, string> names)
    {
        (string from, string to) = (names[link.Writer.Process], names[link.Reader.Process]);
        string name = string.Create(CultureInfo.InvariantCulture, $"{from}.{link.Writer.Descriptor}->{to}.{link.Reader.Descriptor}");
        return new ObservedEdge(name, from, link.Writer.Descriptor, to, link.Reader.Descriptor);
    }

    private static int Place(IReadOnlyList<string> order, string name) =>
        order.Index().Where(pair => pair.Item == name).Select(pair => pair.Index).DefaultIfEmpty(int.MaxValue).First();
}
