using System.Diagnostics.CodeAnalysis;
using System.IO.Pipes;
using System.Runtime.CompilerServices;
using BenchmarkDotNet.Attributes;

namespace Standpipe.Benchmarks.Micro;

/// <summary>
/// A read waits, then its byte is written: what waiting asynchronously costs, and allocates. The benchmarks' own state is pooled, so that
/// what is allocated is the streams'; a few bytes are BenchmarkDotNet's.
/// </summary>
[MemoryDiagnoser]
[SuppressMessage("Design", "CA1001", Justification = "Set up and cleaned up by BenchmarkDotNet.")]
[SuppressMessage("Reliability", "CA2012", Justification = "Each is awaited once, after the write that it waits for.")]
public class PendingReadBenchmarks
{
    private readonly byte[] _buffer = new byte[1];
    private readonly byte[] _byte = [1];
    private AnonymousPipe _ours = null!;
    private AnonymousPipe _inline = null!;
    private AnonymousPipeServerStream _writer = null!;
    private AnonymousPipeClientStream _reader = null!;
    private CancellationTokenSource _cancellation = null!;

    [GlobalSetup]
    public void SetUp()
    {
        _ours = AnonymousPipe.Create();
        _inline = AnonymousPipe.Create();
        _inline.ReadEnd.AllowSynchronousContinuations = true;
        _writer = new AnonymousPipeServerStream(PipeDirection.Out);
        _reader = new AnonymousPipeClientStream(PipeDirection.In, _writer.ClientSafePipeHandle);
        _cancellation = new CancellationTokenSource();
    }

    [GlobalCleanup]
    public void CleanUp()
    {
        _ours.Dispose();
        _inline.Dispose();
        _reader.Dispose();
        _writer.Dispose();
        _cancellation.Dispose();
    }

    [Benchmark]
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<int> Ours()
    {
        ValueTask<int> read = _ours.ReadEnd.ReadAsync(_buffer);
        _ours.WriteEnd.Write(_byte, 0, 1);
        return await read;
    }

    [Benchmark]
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<int> OursInline()
    {
        ValueTask<int> read = _inline.ReadEnd.ReadAsync(_buffer);
        _inline.WriteEnd.Write(_byte, 0, 1);
        return await read;
    }

    [Benchmark]
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<int> OursCancellable()
    {
        ValueTask<int> read = _ours.ReadEnd.ReadAsync(_buffer, _cancellation.Token);
        _ours.WriteEnd.Write(_byte, 0, 1);
        return await read;
    }

    [Benchmark(Baseline = true)]
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<int> AnonymousPipeStreams()
    {
        ValueTask<int> read = _reader.ReadAsync(_buffer);
        _writer.Write(_byte, 0, 1);
        return await read;
    }

    [Benchmark]
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<int> AnonymousPipeStreamsCancellable()
    {
        ValueTask<int> read = _reader.ReadAsync(_buffer, _cancellation.Token);
        _writer.Write(_byte, 0, 1);
        return await read;
    }
}
