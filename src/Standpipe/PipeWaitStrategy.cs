namespace Standpipe;

/// <summary>What a read does while nothing is in the pipe.</summary>
public enum PipeWaitStrategy
{
    /// <summary>Sleeps until there is something. Costs no processor time, and some 20 to 50 us to be woken.</summary>
    Block,

    /// <summary>
    /// Looks again and again for a moment before it sleeps: up to 50 us, less where answers come sooner, and not at all
    /// where they have come late or there is one processor only. For request and reply over pipes.
    /// </summary>
    AdaptiveSpin,
}
