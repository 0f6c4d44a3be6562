namespace Standpipe;

/// <summary>Captures an edge's bytes in memory.</summary>
internal sealed class GraphCapture(CapturePump pump) : GraphPump
{
    internal override long? Bytes => Captured is { } captured ? captured.Bytes.Length + captured.DiscardedBytes : null;

    internal override long? Progress => pump.BytesTaken;

    /// <summary>Gets what was captured, once it is complete and has not failed.</summary>
    internal CapturedOutput? Captured => pump.Completion.IsCompletedSuccessfully ? pump.Completion.Result : null;

    internal override void Finish() => pump.FinishAfterExit();

    internal override void Close() => pump.Dispose();

    private protected override async Task<GraphSide> RunAsync()
    {
        pump.Start();
        CapturedOutput captured = await pump.Completion.ConfigureAwait(false);
        return captured.EndedBy == CaptureEnd.EndOfFile ? GraphSide.Writer : GraphSide.Unknown;
    }
}
