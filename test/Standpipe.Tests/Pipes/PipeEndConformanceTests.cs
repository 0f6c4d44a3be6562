namespace Standpipe.Tests.Pipes;

public class PipeEndConformanceTests : StreamConformanceTests
{
    protected override Stream Reader(PipeReadEnd readEnd) => readEnd;

    protected override Stream Writer(PipeWriteEnd writeEnd) => writeEnd;
}
