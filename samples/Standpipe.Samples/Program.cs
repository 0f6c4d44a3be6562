using Standpipe.Samples;

// Every block of C# in README.md and docs/ is a #region of this project; running it runs them all.
await ReadmeSamples.PipelineAsync();
ReadmeSamples.Pipe();
ReadmeSamples.ConnectChildren();
ReadmeSamples.FeedAndCapture();
ReadmeSamples.Inherit();
await ReadmeSamples.StopAsync();
ReadmeSamples.StandardHandlesOfChildren();
InspectionSamples.Holders();
SpeedSamples.Splice();
SpeedSamples.Buffered();
SpeedSamples.Adaptive();
await SpeedSamples.InlineAsync();
StreamSamples.Vectored();
await StreamSamples.PipelinesAsync();
StreamSamples.Buffered();
StreamSamples.WithinBudget();
if (OperatingSystem.IsLinux())
{
    await ObservationSamples.FindBottleneckAsync(Environment.ProcessPath!);
}
await GraphSamples.PipelineAsync();
await GraphSamples.AnyShapeAsync();
await GraphSamples.StageAsync();
await GraphSamples.ResultAsync();
await GraphSamples.StopAsync();
await GraphSamples.ControlGroupAsync();
await GraphSamples.EventsAsync();
