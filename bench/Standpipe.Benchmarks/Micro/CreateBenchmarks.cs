using System.IO.Pipes;
using BenchmarkDotNet.Attributes;

namespace Standpipe.Benchmarks.Micro;

/// <summary>A pipe is made, and both ends are closed.</summary>
[MemoryDiagnoser]
public class CreateBenchmarks
{
    [Benchmark]
    public int Ours()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        return pipe.Capacity;
    }

    [Benchmark]
    public int OursOfOneMebibyte()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create(capacity: 1 << 20);
        return pipe.Capacity;
    }

    [Benchmark(Baseline = true)]
    public bool AnonymousPipeStreams()
    {
        using AnonymousPipeServerStream writer = new(PipeDirection.Out);
        using AnonymousPipeClientStream reader = new(PipeDirection.In, writer.ClientSafePipeHandle);
        return reader.CanRead;
    }
}
