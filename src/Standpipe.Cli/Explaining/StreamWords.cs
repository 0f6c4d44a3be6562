using Standpipe.Cli.Language;
using Standpipe.Cli.Planning;

namespace Standpipe.Cli.Explaining;

/// <summary>What a descriptor is, in words.</summary>
internal static class StreamWords
{
    /// <summary>Says it.</summary>
    internal static string Say(PlanStream stream, GraphPlan plan) => stream switch
    {
        PlanStream.PipeEnd { IsRead: true } end => $"reads pipe {end.Pipe.Name}",
        PlanStream.PipeEnd end when plan.Relays.FirstOrDefault(relay => relay.Incoming == end.Pipe) is { } relay => $"writes pipe to {Targets(relay)}, all of it to each",
        PlanStream.PipeEnd end => $"writes pipe {end.Pipe.Name}",
        PlanStream.OpenFile { Kind: RedirectKind.Read } file => $"reads file {ShellWords.Quote(file.Path)}",
        PlanStream.OpenFile { Kind: RedirectKind.Append } file => $"writes at the end of file {ShellWords.Quote(file.Path)}",
        PlanStream.OpenFile file => $"writes file {ShellWords.Quote(file.Path)}, emptied first",
        PlanStream.Inherited inherited => $"standpipe's own {Standard(inherited.Descriptor)}",
        _ => throw new ArgumentException("There is no such stream.", nameof(stream)),
    };

    /// <summary>Says one of the three that everybody has.</summary>
    internal static string Standard(int descriptor) => descriptor switch
    {
        0 => "standard input",
        1 => "standard output",
        _ => "standard error",
    };

    private static string Targets(PlanRelay relay) =>
        string.Join(", ", [.. relay.Branches.Select(branch => PlanPipe.Say(branch.Readers)), .. relay.Files.Select(file => $"file {ShellWords.Quote(file.Path)}")]);
}
