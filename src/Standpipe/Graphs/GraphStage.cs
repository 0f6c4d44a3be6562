namespace Standpipe;

/// <summary>A stage of a graph that runs in this process, between ends of pipes.</summary>
/// <param name="context">The stage's ends.</param>
/// <param name="cancellationToken">Cancelled when the graph is stopped and the stage is to end.</param>
/// <returns>Completes when the stage is done; its ends are then disposed of, so that its readers see end of file. An exception is the node's failure.</returns>
public delegate Task GraphStage(GraphStageContext context, CancellationToken cancellationToken);
