using System.Diagnostics.CodeAnalysis;
using BenchmarkDotNet.Attributes;
using Microsoft.Win32.SafeHandles;

namespace Standpipe.Benchmarks.Micro;

/// <summary>What a call into libc costs when the function does nothing: toascii and its kind return at once.</summary>
[MemoryDiagnoser]
[SuppressMessage("Design", "CA1001", Justification = "Set up and cleaned up by BenchmarkDotNet.")]
public class InteropBenchmarks
{
    private SafeFileHandle _handle = null!;

    [GlobalSetup]
    public void SetUp() => _handle = new SafeFileHandle(1, ownsHandle: false);

    [GlobalCleanup]
    public void CleanUp() => _handle.Dispose();

    [Benchmark(Baseline = true)]
    public int Plain() => NothingCalls.Plain(1);

    [Benchmark]
    public int WithSetLastError() => NothingCalls.WithSetLastError(1);

    [Benchmark]
    public int WithSafeHandle() => NothingCalls.WithSafeHandle(_handle);

    [Benchmark]
    public int WithSafeHandleAndSetLastError() => NothingCalls.WithSafeHandleAndSetLastError(_handle);

    [Benchmark]
    public int WithSuppressedTransition() => NothingCalls.WithSuppressedTransition(1);
}
