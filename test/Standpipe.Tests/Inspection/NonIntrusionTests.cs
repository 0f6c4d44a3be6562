using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;
using Standpipe.Inspection;
using Standpipe.Platform.Linux;

namespace Standpipe.Tests.Inspection;

/// <summary>Looking changes nothing: no byte goes missing, no SIGPIPE, no end of file.</summary>
[SupportedOSPlatform("linux")]
[Collection("Processes")]
public class NonIntrusionTests
{
    private const string Reason = "Windows does not tell who holds a pipe.";
    private const int Looks = 5000;
    private const int Captures = 2000;
    private const int CapturesWhileReadersLeave = 100;
    private const int LooksBetween = 50;
    private const int Rounds = 30;
    private const int Size = 50_000_000;

    [LinuxFact(Reason, Timeout = 10 * Child.HangGuard)]
    public async Task Capture_ThousandsOfLooksDuringTransfers_LeaveTheBytesAlone()
    {
        string expected = Convert.ToHexStringLower(SHA256.HashData(Pattern.Bytes(Size)));
        int looks = 0;
        int captures = 0;
        while (looks < Looks || captures < Captures)
        {
            using AnonymousPipe first = AnonymousPipe.Create();
            using AnonymousPipe second = AnonymousPipe.Create();
            using ChildProcess source = ChildProcess.Start(
                new ChildProcessOptions(TestChildProgram.Path, "generate", $"{Size}") { StandardOutput = first.WriteEnd });
            using ChildProcess cat = ChildProcess.Start(new ChildProcessOptions("cat") { StandardInput = first.ReadEnd, StandardOutput = second.WriteEnd });
            using ChildProcess sum = ChildProcess.Start(new ChildProcessOptions("sha256sum") { StandardInput = second.ReadEnd, StandardOutput = ChildOutput.Capture });

            (int looksNow, int capturesNow) = LookUntilEnd(cat, sum, looks < Looks);
            looks += looksNow;
            captures += capturesNow;

            // The end of file came, and all that was before it.
            ChildResult result = await sum.WaitForResultAsync(TestContext.Current.CancellationToken);
            Assert.StartsWith(expected, result.EnsureSuccess().StandardOutput!.Text, StringComparison.Ordinal);
            Assert.True((await source.WaitForExitAsync(TestContext.Current.CancellationToken)).IsSuccess);
        }
    }

    [LinuxFact(Reason, Timeout = Child.HangGuard)]
    public async Task Capture_ReaderThatLeavesMeanwhile_StillBreaksTheWriter()
    {
        using CancellationTokenSource over = new();
        int captures = 0;
        Task<bool> looking = Child.OnThreadAsync(() =>
        {
            while (!over.IsCancellationRequested)
            {
                _ = PipeMap.Capture();
                _ = Interlocked.Increment(ref captures);
            }

            return true;
        });

        for (int round = 0; round < Rounds || (Volatile.Read(ref captures) < CapturesWhileReadersLeave && !looking.IsCompleted); round++)
        {
            using AnonymousPipe pipe = AnonymousPipe.Create();
            using ChildProcess yes = ChildProcess.Start(new ChildProcessOptions("yes") { StandardOutput = pipe.WriteEnd });
            ChildResult head = await Child.RunAsync(
                new ChildProcessOptions("head", "-c", "100000") { StandardInput = pipe.ReadEnd, StandardOutput = ChildOutput.Capture });

            Assert.Equal(100000, head.StandardOutput!.Bytes.Length);
            Assert.Equal("SIGPIPE", (await yes.WaitForExitAsync(TestContext.Current.CancellationToken)).ToString());
        }

        await over.CancelAsync();
        Assert.True(await looking);
    }

    /// <summary>Looks at the whole machine again and again, and at the pipes of two processes, through each of their ends, much more often if that is asked for.</summary>
    /// <returns>How often one of their pipes was looked into, and how often the whole machine was looked at.</returns>
    private static (int Looks, int Captures) LookUntilEnd(ChildProcess left, ChildProcess right, bool often)
    {
        int looks = 0;
        int captures = 0;
        while (!right.HasExited)
        {
            captures++;
            MappedPipe[] pipes = [.. PipeMap.Capture().Pipes.Where(pipe => pipe.Ends.Any(end => end.Process.Id == left.Id || end.Process.Id == right.Id))];
            looks += pipes.Count(pipe => pipe.Capacity != null);
            using ProcDirectory process = ProcDirectory.Open(left.Id);
            for (int i = 0; often && i < LooksBetween && process.Error == 0; i++)
            {
                foreach (PipeHolder end in pipes.SelectMany(pipe => pipe.Ends).Where(end => end.Process.Id == left.Id))
                {
                    byte[] path = Encoding.UTF8.GetBytes($"fd/{end.Descriptor}\0");
                    looks += PipeProbe.Measure(process, path, end.Pipe.Inode, out _) == 0 ? 1 : 0;
                }
            }
        }

        return (looks, captures);
    }
}
