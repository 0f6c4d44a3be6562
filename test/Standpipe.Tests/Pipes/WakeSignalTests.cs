using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Standpipe.Platform.Linux;

namespace Standpipe.Tests.Pipes;

/// <summary>The signal that calls back who is blocked, and what the rest of the process notices of it: nothing.</summary>
[Collection(LeakCheckDefinition.Name)]
[SupportedOSPlatform("linux")]
public sealed unsafe class WakeSignalTests : IClassFixture<LeakCheck>
{
    private const string Reason = "Windows has no signals.";
    private const int Rounds = 2_000;

    [LinuxFact(Reason)]
    public void Read_Blocked_IsInReadAndNotInPoll()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        int id = 0;
        WorkerThread reader = WorkerThread.Start(() =>
        {
            Volatile.Write(ref id, DescriptorCalls.gettid());
            _ = pipe.ReadEnd.ReadByte();
        });
        reader.WaitUntilBlocked();

        string call = File.ReadAllText($"/proc/self/task/{Volatile.Read(ref id).ToString(CultureInfo.InvariantCulture)}/syscall");

        string read = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "63 " : "0 ";
        Assert.StartsWith(read, call, StringComparison.Ordinal);
        pipe.WriteEnd.WriteByte(1);
        Assert.Null(reader.Join());
    }

    [LinuxFact(Reason)]
    public void Dispose_ReadBlocked_MeetsNoSystemCallAfterIt()
    {
        int interrupted = 0;
        int ended = 0;
        for (int i = 0; i < Rounds; i++)
        {
            using AnonymousPipe pipe = AnonymousPipe.Create();
            WorkerThread reader = WorkerThread.Start(() =>
            {
                _ = Assert.Throws<ObjectDisposedException>(() => pipe.ReadEnd.ReadByte());

                // A call that a signal would interrupt, right behind: 1 ms at most, and EINTR if it met one.
                pollfd none = new() { fd = -1 };
                interrupted += RealPosix.poll(&none, 1, 1) < 0 ? 1 : 0;
                ended++;
            });
            Thread.SpinWait(i % 300);

            pipe.ReadEnd.Dispose();

            Assert.Null(reader.Join());
        }

        Assert.Equal((0, Rounds), (interrupted, ended));
    }

    [LinuxFact(Reason)]
    public void Dispose_SmallWriteBlocked_EndsItAndNothingOfItWentIn()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create(4096);
        pipe.WriteEnd.Write(Pattern.Bytes(4096));
        WorkerThread writer = WorkerThread.Start(() => pipe.WriteEnd.Write(new byte[100]));
        writer.WaitUntilBlocked();

        pipe.WriteEnd.Dispose();

        Assert.IsType<ObjectDisposedException>(writer.Join());
        Assert.Equal(Pattern.Bytes(4096), Pattern.ReadToEnd(pipe.ReadEnd));
    }

    [LinuxFact(Reason)]
    public void Dispose_WhoBlocksTheSignal_IsEndedAllTheSame()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        WorkerThread reader = WorkerThread.Start(() =>
        {
            byte* all = stackalloc byte[Sys.SigSetSize];
            new Span<byte>(all, Sys.SigSetSize).Fill(0xFF);
            Assert.Equal(0, Libc.pthread_sigmask(Sys.SIG_BLOCK, all, null));
            Assert.False(BlockableThread.Current.CanBeWoken);
            _ = pipe.ReadEnd.ReadByte();
        });
        reader.WaitUntilBlocked();

        pipe.ReadEnd.Dispose();

        Assert.IsType<ObjectDisposedException>(reader.Join());
    }

    [LinuxFact(Reason)]
    public void Child_StartedMeanwhile_HasNoHandlerAndBlocksNothing()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        WorkerThread reader = WorkerThread.Start(() => _ = pipe.ReadEnd.ReadByte());
        reader.WaitUntilBlocked();

        string status = ChildProcess.Run(new ChildProcessOptions("cat", "/proc/self/status") { StandardOutput = ChildOutput.Capture })
            .EnsureSuccess().StandardOutput!.Text;

        Assert.Contains("SigCgt:\t0000000000000000", status, StringComparison.Ordinal);
        Assert.Contains("SigBlk:\t0000000000000000", status, StringComparison.Ordinal);
        pipe.WriteEnd.WriteByte(1);
        Assert.Null(reader.Join());
    }
}
