using System.IO.Pipes;
using Microsoft.Win32.SafeHandles;

namespace Standpipe.Benchmarks.Contenders;

/// <summary>A relay over pipes of System.IO.Pipes, copying as CliWrap does.</summary>
internal static class StreamRelay
{
    // CliWrap 3.10: BufferSizes.Stream.
    private const int BufferSize = 81920;

    /// <summary>Runs it.</summary>
    /// <returns>The bytes that went through.</returns>
    internal static async Task<long> RunAsync(string file, int capacity)
    {
        await using AnonymousPipeServerStream incoming = Create(PipeDirection.In, capacity);
        await using AnonymousPipeServerStream outgoing = Create(PipeDirection.Out, capacity);
        await using ChildProcess first = ChildProcess.Start(
            new ChildProcessOptions("cat", file) { StandardOutput = ChildOutput.FromHandle(ForChild(incoming)) });
        await using ChildProcess last = ChildProcess.Start(new ChildProcessOptions("cat")
        {
            StandardInput = ChildInput.FromHandle(ForChild(outgoing)),
            StandardOutput = ChildOutput.Null,
        });
        incoming.DisposeLocalCopyOfClientHandle();
        outgoing.DisposeLocalCopyOfClientHandle();
        await using CountingStream counted = new(outgoing);
        await incoming.CopyToAsync(counted, BufferSize);
        await outgoing.DisposeAsync();
        return (await first.WaitForExitAsync()).IsSuccess && (await last.WaitForExitAsync()).IsSuccess
            ? counted.Bytes
            : throw new InvalidOperationException("cat failed.");
    }

    private static AnonymousPipeServerStream Create(PipeDirection direction, int capacity)
    {
        AnonymousPipeServerStream stream = new(direction);
        Capacities.Set(stream.SafePipeHandle.DangerousGetHandle(), capacity);
        return stream;
    }

    private static SafeFileHandle ForChild(AnonymousPipeServerStream stream) =>
        new(stream.ClientSafePipeHandle.DangerousGetHandle(), ownsHandle: false);
}
