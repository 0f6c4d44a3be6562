namespace Standpipe.Benchmarks.Contenders;

/// <summary>Two pipes of this library.</summary>
internal static class OursLinks
{
    /// <summary>Makes them.</summary>
    internal static LinkToPeer Create(string kind)
    {
        AnonymousPipe forth = AnonymousPipe.Create();
        AnonymousPipe back = AnonymousPipe.Create();
        Link link = Configure(kind, back.ReadEnd, forth.WriteEnd);

        // Handing an end over closes it here.
        return new LinkToPeer(link, forth.ReadEnd, back.WriteEnd, static () => { });
    }

    /// <summary>Opens the ends of the child.</summary>
    internal static Link Open(string kind, string input, string output) =>
        Configure(kind, PipeReadEnd.FromChildValue(input), PipeWriteEnd.FromChildValue(output));

    private static Link Configure(string kind, PipeReadEnd input, PipeWriteEnd output)
    {
        if (kind == Kinds.OursInline)
        {
            input.AllowSynchronousContinuations = true;
            output.AllowSynchronousContinuations = true;
        }
        else if (kind == Kinds.OursAdaptive)
        {
            input.WaitStrategy = PipeWaitStrategy.AdaptiveSpin;
        }

        bool isAsynchronous = kind switch
        {
            Kinds.OursAsync or Kinds.OursInline => true,
            Kinds.Ours or Kinds.OursAdaptive => false,
            _ => throw new ArgumentException($"No such kind: {kind}."),
        };
        return new Link(input, output, isAsynchronous, output.SafeFileHandle.DangerousGetHandle());
    }
}
