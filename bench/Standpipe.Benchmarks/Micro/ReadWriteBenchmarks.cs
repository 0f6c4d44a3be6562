using System.Diagnostics.CodeAnalysis;
using System.IO.Pipes;
using BenchmarkDotNet.Attributes;

namespace Standpipe.Benchmarks.Micro;

/// <summary>One thread writes, then reads: what a call costs that need not wait.</summary>
[MemoryDiagnoser]
[SuppressMessage("Design", "CA1001", Justification = "Set up and cleaned up by BenchmarkDotNet.")]
public class ReadWriteBenchmarks
{
    private byte[] _buffer = [];
    private AnonymousPipe _ours = null!;
    private AnonymousPipeServerStream _writer = null!;
    private AnonymousPipeClientStream _reader = null!;
    private AnonymousPipe _pipeOfFiles = null!;
    private FileStream _fileWriter = null!;
    private FileStream _fileReader = null!;

    /// <summary>Gets or sets how much is written, and read.</summary>
    [Params(1, 512, 4096, 65536)]
    public int Size { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        _buffer = new byte[Size];
        _ours = AnonymousPipe.Create();
        _writer = new AnonymousPipeServerStream(PipeDirection.Out);
        _reader = new AnonymousPipeClientStream(PipeDirection.In, _writer.ClientSafePipeHandle);
        _pipeOfFiles = AnonymousPipe.Create();
        _fileWriter = new FileStream(_pipeOfFiles.WriteEnd.SafeFileHandle, FileAccess.Write, bufferSize: 0, isAsync: false);
        _fileReader = new FileStream(_pipeOfFiles.ReadEnd.SafeFileHandle, FileAccess.Read, bufferSize: 0, isAsync: false);
    }

    [GlobalCleanup]
    public void CleanUp()
    {
        _ours.Dispose();
        _reader.Dispose();
        _writer.Dispose();
        _fileWriter.Dispose();
        _fileReader.Dispose();
        _pipeOfFiles.Dispose();
    }

    [Benchmark]
    public int Ours()
    {
        _ours.WriteEnd.Write(_buffer);
        return _ours.ReadEnd.Read(_buffer);
    }

    [Benchmark]
    public async ValueTask<int> OursAsync()
    {
        await _ours.WriteEnd.WriteAsync(_buffer);
        return await _ours.ReadEnd.ReadAsync(_buffer);
    }

    [Benchmark(Baseline = true)]
    public int AnonymousPipeStreams()
    {
        _writer.Write(_buffer, 0, _buffer.Length);
        return _reader.Read(_buffer, 0, _buffer.Length);
    }

    [Benchmark]
    public async ValueTask<int> AnonymousPipeStreamsAsync()
    {
        await _writer.WriteAsync(_buffer);
        return await _reader.ReadAsync(_buffer);
    }

    [Benchmark]
    public int FileStreams()
    {
        _fileWriter.Write(_buffer, 0, _buffer.Length);
        return _fileReader.Read(_buffer, 0, _buffer.Length);
    }
}
