namespace Standpipe.Tests.Pipes;

public class BufferedConformanceTests : StreamConformanceTests
{
    protected override Stream Reader(PipeReadEnd readEnd) => readEnd.Buffered();

    protected override Stream Writer(PipeWriteEnd writeEnd) => writeEnd.Buffered();
}
