namespace Standpipe.Cli.Viewing;

/// <summary>What a stage is about, as far as its colour goes.</summary>
internal enum FlowActivity
{
    /// <summary>Something else, or nobody knows.</summary>
    Other,

    /// <summary>It computes, or waits for a processor to do so.</summary>
    Computing,

    /// <summary>It waits in a read.</summary>
    Reading,

    /// <summary>It waits in a write.</summary>
    Writing,

    /// <summary>It has ended.</summary>
    Ended,
}
