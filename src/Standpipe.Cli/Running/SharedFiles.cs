using Standpipe.Cli.Language;
using Standpipe.Cli.Planning;
using Standpipe.Cli.Platform;

namespace Standpipe.Cli.Running;

/// <summary>Files that a graph both reads and writes: they are emptied before they are read, or read for ever.</summary>
internal static class SharedFiles
{
    /// <summary>Refuses them where edges name both. Where a redirection does it means what it means to sh, and is only told of.</summary>
    /// <exception cref="IOException">Edges read and write one file.</exception>
    internal static void Check(GraphPlan plan)
    {
        HashSet<PlanStream.OpenFile> ofEdges =
        [
            .. plan.Nodes.SelectMany(node => node.Connected.Values).OfType<PlanStream.OpenFile>(), .. plan.Relays.SelectMany(relay => relay.Files),
        ];
        (PlanStream.OpenFile Read, PlanStream.OpenFile Written)[] shared = Find([.. plan.Nodes.SelectMany(node => node.Files)]);
        foreach ((PlanStream.OpenFile read, PlanStream.OpenFile written) in shared.Where(pair => ofEdges.Contains(pair.Read) && ofEdges.Contains(pair.Written)))
        {
            throw new IOException($"file '{read.Path}' is read by an edge, and written by another as '{written.Path}'");
        }

        foreach ((PlanStream.OpenFile read, PlanStream.OpenFile written) in shared)
        {
            Complaint.Write($"warning: file '{read.Path}' is read, and written as '{written.Path}': {Consequence(written)}");
        }
    }

    private static (PlanStream.OpenFile Read, PlanStream.OpenFile Written)[] Find(PlanStream.OpenFile[] files)
    {
        ILookup<string, PlanStream.OpenFile> read = files.Where(file => file.Kind == RedirectKind.Read && Identify(file) is not null).ToLookup(file => Identify(file)!);
        return
        [
            .. files.Where(file => file.Kind != RedirectKind.Read && Identify(file) is not null)
                .SelectMany(written => read[Identify(written)!].Select(read => (read, written))),
        ];
    }

    /// <summary>Tells files apart; one that is not there yet by its path. What is no regular file may well be read and written.</summary>
    private static string? Identify(PlanStream.OpenFile file) => Descriptor.IdentifyRegularFile(file.Path) ?? (Path.Exists(file.Path) ? null : file.Path);

    private static string Consequence(PlanStream.OpenFile written) => written.Kind == RedirectKind.Append
        ? "what is written may be read again"
        : "it is emptied before it is read";
}
