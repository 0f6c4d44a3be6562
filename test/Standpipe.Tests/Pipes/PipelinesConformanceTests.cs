namespace Standpipe.Tests.Pipes;

public class PipelinesConformanceTests : StreamConformanceTests
{
    protected override Stream Reader(PipeReadEnd readEnd) => readEnd.AsPipeReader().AsStream();

    protected override Stream Writer(PipeWriteEnd writeEnd) => writeEnd.AsPipeWriter().AsStream();
}
