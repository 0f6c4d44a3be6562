using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Standpipe.Platform;
using Standpipe.Platform.Linux;

namespace Standpipe.Tests.Platform;

/// <summary>What a thread waits for, judged from what /proc says.</summary>
public class ProcWaitTests
{
    private const ulong Forever = 0xffffffff;

    public static TheoryData<string, ulong[], string> Calls() => new()
    {
        { "read", [5, 0, 0, 0, 0], "Reading 5 -1 0 False" },
        { "readv", [5, 0, 0, 0, 0], "Reading 5 -1 0 False" },
        { "preadv2", [5, 0, 0, 0, 0], "Reading 5 -1 0 False" },
        { "recvmsg", [5, 0, 0, 0, 0], "Reading 5 -1 0 False" },
        { "write", [6, 0, 0, 0, 0], "Writing -1 6 0 False" },
        { "pwritev2", [6, 0, 0, 0, 0], "Writing -1 6 0 False" },
        { "vmsplice", [6, 0, 0, 0, 0], "Writing -1 6 0 False" },
        { "splice", [5, 0, 6, 0, 9], "Transferring 5 6 0 False" },
        { "tee", [5, 6, 9, 0, 0], "Transferring 5 6 0 False" },
        { "sendfile", [6, 5, 0, 9, 0], "Transferring 5 6 0 False" },
        { "ppoll", [1, 2, 0, 0, 0], "Polling -1 -1 0 False" },
        { "ppoll", [1, 2, 7, 0, 0], "Polling -1 -1 0 True" },
        { "pselect6", [1, 2, 3, 4, 0], "Polling -1 -1 0 False" },
        { "pselect6", [1, 2, 3, 4, 9], "Polling -1 -1 0 True" },
        { "epoll_pwait", [1, 2, 3, Forever, 0], "Polling -1 -1 0 False" },
        { "epoll_pwait", [1, 2, 3, 1000, 0], "Polling -1 -1 0 True" },
        { "epoll_pwait2", [1, 2, 3, 0, 0], "Polling -1 -1 0 False" },
        { "wait4", [ulong.MaxValue, 0, 0, 0, 0], "Child -1 -1 -1 False" },
        { "wait4", [Forever, 0, 0, 0, 0], "Child -1 -1 -1 False" },
        { "wait4", [77, 0, 0, 0, 0], "Child -1 -1 77 False" },
        { "waitid", [0, 77, 0, 0, 0], "Child -1 -1 -1 False" },
        { "waitid", [1, 77, 0, 0, 0], "Child -1 -1 77 False" },
        { "waitid", [3, 77, 0, 0, 0], "Child -1 -1 0 False" },
        { "futex", [1, 2, 3, 0, 0], "Lock -1 -1 0 False" },
        { "futex", [1, 2, 3, 4, 0], "Lock -1 -1 0 True" },
        { "clock_nanosleep", [1, 2, 3, 4, 0], "Sleeping -1 -1 0 True" },
        { "rt_sigsuspend", [1, 2, 3, 4, 0], "Signal -1 -1 0 False" },
        { "fsync", [1, 2, 3, 4, 0], "Disk -1 -1 0 False" },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public void Classify_CallOnEitherArchitecture_SaysWhatIsWaitedFor(string name, ulong[] arguments, string expected)
    {
        (string Name, int X64, int Arm64, CallRole Role) row = SystemCalls.Table.Single(call => call.Name == name);
        foreach ((Architecture architecture, int number) in new[] { (Architecture.X64, row.X64), (Architecture.Arm64, row.Arm64) })
        {
            ProcSyscall call = new(number, arguments[0], arguments[1], arguments[2], arguments[3], arguments[4], 1);

            Assert.Equal(expected, Text(ProcWait.Classify('S', call, architecture)));
        }
    }

    [Theory]
    [InlineData("poll", new ulong[] { 1, 2, Forever, 0, 0 }, "Polling -1 -1 0 False")]
    [InlineData("poll", new ulong[] { 1, 2, 0, 0, 0 }, "Polling -1 -1 0 True")]
    [InlineData("select", new ulong[] { 1, 2, 3, 4, 0 }, "Polling -1 -1 0 False")]
    [InlineData("epoll_wait", new ulong[] { 1, 2, 3, Forever, 0 }, "Polling -1 -1 0 False")]
    [InlineData("pause", new ulong[] { 1, 2, 3, 4, 0 }, "Signal -1 -1 0 False")]
    public void Classify_CallOfTheOlderArchitecture_SaysWhatIsWaitedFor(string name, ulong[] arguments, string expected)
    {
        long number = SystemCalls.Table.Single(call => call.Name == name).X64;
        ProcSyscall call = new(number, arguments[0], arguments[1], arguments[2], arguments[3], arguments[4], 1);

        Assert.Equal(expected, Text(ProcWait.Classify('S', call, Architecture.X64)));
    }

    [Theory]
    [InlineData('R', 0, "Running")]
    [InlineData('D', 0, "Disk")]
    [InlineData('T', 0, "Stopped")]
    [InlineData('t', 0, "Stopped")]
    [InlineData('Z', 0, "Exited")]
    [InlineData('S', ProcSyscall.Running, "Running")]
    [InlineData('S', ProcSyscall.Outside, "Unknown")]
    [InlineData('S', 99999, "Other")]
    public void Classify_State_GoesBeforeTheCall(char state, long number, string expected)
    {
        ThreadWait wait = ProcWait.Classify(state, new ProcSyscall(number, 0, 0, 0, 0, 0, 0), Architecture.X64);

        Assert.Equal(expected, wait.Kind.ToString());
    }

    [Fact]
    public void Classify_UnknownArchitecture_GuessesNothing()
    {
        ThreadWait wait = ProcWait.Classify('S', new ProcSyscall(0, 0, 0, 0, 0, 0, 0), Architecture.S390x);

        Assert.Equal(WaitKind.Other, wait.Kind);
    }

    [Theory]
    [InlineData("anon_pipe_read", "Reading")]
    [InlineData("pipe_read", "Reading")]
    [InlineData("pipe_write", "Writing")]
    [InlineData("do_wait", "Child")]
    [InlineData("hrtimer_nanosleep", "Sleeping")]
    [InlineData("futex_wait_queue", "Lock")]
    [InlineData("do_sys_poll", "Polling")]
    [InlineData("ep_poll", "Polling")]
    [InlineData("do_select", "Polling")]
    [InlineData("sigsuspend", "Signal")]
    [InlineData("n_tty_read", "Other")]
    [InlineData("0", "Unknown")]
    [InlineData("", "Unknown")]
    public void Classify_KernelFunction_SaysWhatIsWaitedFor(string function, string expected)
    {
        Assert.Equal(expected, ProcWait.Classify('S', Encoding.UTF8.GetBytes(function)).Kind.ToString());
        Assert.Equal("Stopped", ProcWait.Classify('T', Encoding.UTF8.GetBytes(function)).Kind.ToString());
    }

    [Theory]
    [InlineData("/usr/include/x86_64-linux-gnu/asm/unistd_64.h", true)]
    [InlineData("/usr/include/asm-generic/unistd.h", false)]
    public void SystemCalls_Numbers_AreTheHeaders(string header, bool isX64)
    {
        Assert.SkipUnless(File.Exists(header), "The C headers are not installed.");
        Dictionary<string, string> numbers = File.ReadLines(header)
            .Select(line => line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries))
            .Where(words => words is ["#define", ['_', '_', 'N', 'R', ..], _, ..] && char.IsAsciiDigit(words[2][0]))
            .ToDictionary(
                words => words[1].Replace("__NR3264_", string.Empty, StringComparison.Ordinal).Replace("__NR_", string.Empty, StringComparison.Ordinal),
                words => words[2]);

        Assert.All(SystemCalls.Table, call => Assert.Equal(
            numbers.GetValueOrDefault(call.Name, "-1"), (isX64 ? call.X64 : call.Arm64).ToString(CultureInfo.InvariantCulture)));
    }

    private static string Text(in ThreadWait wait) => $"{wait.Kind} {wait.Input} {wait.Output} {wait.Child} {wait.HasTimeout}";
}
