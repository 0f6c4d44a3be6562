using Standpipe.Cli.Inspecting;
using Standpipe.Inspection;

namespace Standpipe.Cli.Attaching;

/// <summary>Who uses the pipes of a map, among the many that hold an end of them.</summary>
/// <remarks>
/// <para>An end is used by who has it as a standard stream or waits at it; if nobody does, by the one that all other holders descend from, unless it holds the other
/// end, too. Everybody else has a copy by inheritance, and means nothing by it.</para>
/// <para>A shell and what it started may have the same end. If the shell holds all that the other one uses (a loop, a group of commands), it is the user, because
/// the next command is its, too. Otherwise it only waits, and its child is the user.</para>
/// </remarks>
internal sealed class PipeUsers
{
    private const int StandardError = 2;

    private readonly PipeMap _map;
    private readonly int _ownId;
    private readonly Dictionary<MappedProcess, MappedProcess> _representatives = [];
    private readonly ILookup<MappedProcess, PipeLink> _links;

    /// <summary>Judges a map.</summary>
    /// <param name="map">The map.</param>
    /// <param name="ownId">The process that looks, which belongs to no pipeline that is looked at.</param>
    internal PipeUsers(PipeMap map, int ownId)
    {
        _map = map;
        _ownId = ownId;
        PipeLink[] links = [.. map.Pipes.SelectMany(Link)];
        HashSet<MappedProcess> busy = [.. links.Where(IsData).SelectMany(link => (MappedProcess[])[link.Writer.Process, link.Reader.Process])];

        // Standard error is words. It is data where a program writes no other pipe, and not for who started it.
        PipeLink[] data = [.. links.Where(link => IsData(link) || (!busy.Contains(link.Writer.Process) && !IsAncestor(link.Reader.Process, link.Writer.Process)))];
        _links = data.SelectMany(link => (KeyValuePair<MappedProcess, PipeLink>[])[new(link.Writer.Process, link), new(link.Reader.Process, link)])
            .ToLookup(pair => pair.Key, pair => pair.Value);
    }

    /// <summary>Gives the ways that lead from and to a process.</summary>
    internal IEnumerable<PipeLink> Links(MappedProcess process) => _links[process];

    /// <summary>Gives the process that stands for another one: itself, or the shell that started it.</summary>
    internal MappedProcess Representative(MappedProcess process)
    {
        while (_links[process].FirstOrDefault() is null && _representatives.TryGetValue(process, out MappedProcess? other))
        {
            process = other;
        }

        return process;
    }

    /// <summary>Gives the program at work in the name of a process: what a shell that uses the same ends waits for, or itself.</summary>
    internal MappedProcess Worker(MappedProcess process)
    {
        while (_representatives.Where(pair => pair.Value == process).Select(pair => pair.Key).Take(2).ToArray() is [MappedProcess only])
        {
            process = only;
        }

        return process;
    }

    /// <summary>Whether a process started another, or one that did.</summary>
    internal bool IsAncestor(MappedProcess ancestor, MappedProcess process)
    {
        HashSet<int> seen = [];
        for (MappedProcess? one = _map.FindProcess(process.ParentId); one is not null && seen.Add(one.Id); one = _map.FindProcess(one.ParentId))
        {
            if (one == ancestor)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsData(PipeLink link) => link.Writer.Descriptor != StandardError || PrincipalEnds.IsBlocked(link.Writer, PipeAccess.Write);

    private static bool HasOtherEnd(PipeHolder end) => end.Process.Ends.Any(other => other.Pipe == end.Pipe && other.Access != end.Access);

    /// <summary>The pipes that a process uses by all appearance, and which way; standard error apart.</summary>
    private static HashSet<(MappedPipe Pipe, PipeAccess Access)> Uses(MappedProcess process) =>
    [
        .. process.Ends.SelectMany(end => ((PipeAccess[])[PipeAccess.Read, PipeAccess.Write])
            .Where(access => PrincipalEnds.IsPrincipal(end, access) && (end.Descriptor != StandardError || PrincipalEnds.IsBlocked(end, access)))
            .Select(access => (end.Pipe, access))),
    ];

    private IEnumerable<PipeLink> Link(MappedPipe pipe)
    {
        if (pipe.Ends.Any(end => end.Process.Id == _ownId && end.Access.HasFlag(PipeAccess.Write)))
        {
            // The end of who reads what this process says would be waited for without end.
            return [];
        }

        PipeHolder[] writers = Users(pipe, PipeAccess.Write);
        PipeHolder[] readers = Users(pipe, PipeAccess.Read);
        return writers.SelectMany(writer => readers.Where(reader => reader.Process != writer.Process).Select(reader => new PipeLink(writer, reader)));
    }

    private PipeHolder[] Users(MappedPipe pipe, PipeAccess access)
    {
        PipeHolder[] all = [.. pipe.Ends.Where(end => end.Access.HasFlag(access) && end.Process.Id != _ownId)];
        PipeHolder[] users = Array.FindAll(all, end => PrincipalEnds.IsPrincipal(end, access));
        users = users.Length > 0 ? users : Array.FindAll(all, end => !HasOtherEnd(end) && all.All(other => other.Process == end.Process || IsAncestor(end.Process, other.Process)));

        // Of one process's copies of an end, the first: 1 before 2.
        users = [.. users.OrderBy(end => end.Descriptor).DistinctBy(end => end.Process)];
        HashSet<MappedProcess> dropped = [];
        foreach (PipeHolder child in users)
        {
            foreach (PipeHolder parent in users.Where(other => IsAncestor(other.Process, child.Process)))
            {
                if (Uses(child.Process).IsSubsetOf(Uses(parent.Process)))
                {
                    _ = dropped.Add(child.Process);
                    if (!_representatives.TryGetValue(child.Process, out MappedProcess? nearest) || IsAncestor(nearest, parent.Process))
                    {
                        _representatives[child.Process] = parent.Process;
                    }
                }
                else if (!PrincipalEnds.IsBlocked(parent, access))
                {
                    _ = dropped.Add(parent.Process);
                }
            }
        }

        return Array.FindAll(users, end => !dropped.Contains(end.Process));
    }
}
