using System.Globalization;
using System.Runtime.InteropServices;

namespace Standpipe.Tests;

public partial class SignalStateTests
{
    private const string Reason = "Windows has no signals.";

    private const int BlockAll = 2;   // SIG_SETMASK
    private const int HangUp = 1;
    private const int BrokenPipe = 13;

    [LinuxFact(Reason, Timeout = Child.HangGuard)]
    public async Task Start_ThreadThatBlocksSignals_GivesAnEmptyMask()
    {
        string own = string.Empty;
        ChildResult result = await Child.OnThreadAsync(() =>
        {
            Span<ulong> all = stackalloc ulong[16];
            all.Fill(~0UL);
            _ = pthread_sigmask(BlockAll, in all[0], 0);
            own = File.ReadAllText("/proc/thread-self/status");
            return ChildProcess.Run(Status());
        });

        Assert.NotEqual(0UL, Mask(own, "SigBlk"));
        Assert.Equal(0UL, Mask(result.StandardOutput!.Text, "SigBlk"));
    }

    [LinuxTheory(Reason, Timeout = Child.HangGuard)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Start_RuntimesChanges_AreUndone(bool ignoreBrokenPipe)
    {
        ChildResult result = await Child.RunAsync(Status(ignoreBrokenPipe));

        // What else is ignored, the one who started us had ignored.
        ulong ours = Mask(await File.ReadAllTextAsync("/proc/self/status", TestContext.Current.CancellationToken), "SigIgn");
        ulong expected = ignoreBrokenPipe ? ours | Bit(BrokenPipe) : ours & ~Bit(BrokenPipe);
        Assert.NotEqual(0UL, ours & Bit(BrokenPipe));
        Assert.Equal(expected, Mask(result.StandardOutput!.Text, "SigIgn"));
        Assert.Equal(0UL, Mask(result.StandardOutput.Text, "SigCgt"));
    }

    [LinuxFact(Reason, Timeout = Child.HangGuard)]
    public async Task Start_SignalThatTheUserHadIgnored_StaysIgnored()
    {
        ChildResult result = await Child.RunAsync(new ChildProcessOptions(
            TestChildProgram.Path, "run-ignoring", $"{HangUp}", "/bin/cat", "/proc/self/status")
        {
            StandardOutput = ChildOutput.Capture,
        });

        ulong ignored = Mask(result.StandardOutput!.Text, "SigIgn");
        Assert.NotEqual(0UL, ignored & Bit(HangUp));
        Assert.Equal(0UL, ignored & Bit(BrokenPipe));
    }

    [LinuxFact(Reason, Timeout = Child.HangGuard)]
    public async Task Start_ChildOfTheRuntime_BlocksNothingAndIgnoresBrokenPipe()
    {
        string output = await Child.OutputAsync("signals");

        Assert.Equal(0UL, Mask(output, "SigBlk"));
        Assert.NotEqual(0UL, Mask(output, "SigIgn") & Bit(BrokenPipe));
    }

    private static ChildProcessOptions Status(bool ignoreBrokenPipe = false) => new("cat", "/proc/self/status")
    {
        StandardOutput = ChildOutput.Capture,
        IgnoreBrokenPipeSignal = ignoreBrokenPipe,
    };

    private static ulong Bit(int signal) => 1UL << (signal - 1);

    // glibc's own two, which every start of its makes ignored, whoever asks (sysdeps/unix/sysv/linux/spawni.c).
    private static ulong Mask(string status, string name) =>
        ulong.Parse(ProcessTable.Status(status, name), NumberStyles.HexNumber, CultureInfo.InvariantCulture) & ~(Bit(32) | Bit(33));

    [LibraryImport("libc.so.6")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int pthread_sigmask(int how, in ulong set, nint oldSet);
}
