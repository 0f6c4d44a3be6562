using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Standpipe.Platform.Linux;

namespace Standpipe.Tests.Platform;

/// <summary>The layouts, numbers and names of the system, against the header's values and the C library's own tables.</summary>
[SupportedOSPlatform("linux")]
public unsafe class AbiTests
{
    private const string Reason = "The system calls are those of Linux.";

    private const int SignalPoll = 29;

    public static TheoryData<string, int> ErrorNumbers()
    {
        TheoryData<string, int> data = [];
        foreach (FieldInfo constant in typeof(Errno).GetFields(BindingFlags.Static | BindingFlags.NonPublic).Where(constant => constant.IsLiteral))
        {
            data.Add(constant.Name, (int)constant.GetRawConstantValue()!);
        }

        return data;
    }

    [LinuxFact(Reason)]
    public void Structs_Sizes_AreTheKernels()
    {
        Assert.Equal(16, sizeof(iovec));
        Assert.Equal(8, sizeof(pollfd));
        Assert.Equal(16, sizeof(rlimit));
        Assert.Equal(144, sizeof(rusage));
        Assert.Equal(152, sizeof(sigaction_t));
        Assert.Equal(128, sizeof(siginfo_t));
        Assert.Equal(256, sizeof(statx_t));
        Assert.Equal(64, sizeof(pidfd_info));
    }

    [LinuxFact(Reason)]
    public void Structs_Offsets_AreTheKernels()
    {
        iovec vector;
        pollfd poll;
        rusage usage;
        sigaction_t action;
        siginfo_t signal;
        statx_t status;
        pidfd_info process;

        Assert.Equal(0, (byte*)&vector.iov_base - (byte*)&vector);
        Assert.Equal(8, (byte*)&vector.iov_len - (byte*)&vector);
        Assert.Equal(4, (byte*)&poll.events - (byte*)&poll);
        Assert.Equal(6, (byte*)&poll.revents - (byte*)&poll);
        Assert.Equal(16, (byte*)&usage.stime_sec - (byte*)&usage);
        Assert.Equal(32, (byte*)&usage.maxrss_kib - (byte*)&usage);
        Assert.Equal(128, (byte*)&usage.nvcsw - (byte*)&usage);
        Assert.Equal(136, (byte*)&usage.nivcsw - (byte*)&usage);
        Assert.Equal(8, action.sa_mask - (byte*)&action);
        Assert.Equal(136, (byte*)&action.sa_flags - (byte*)&action);
        Assert.Equal(8, (byte*)&signal.si_code - (byte*)&signal);
        Assert.Equal(16, (byte*)&signal.si_pid - (byte*)&signal);
        Assert.Equal(24, (byte*)&signal.si_status - (byte*)&signal);
        Assert.Equal(28, (byte*)&status.stx_mode - (byte*)&status);
        Assert.Equal(32, (byte*)&status.stx_ino - (byte*)&status);
        Assert.Equal(60, (byte*)&process.exit_code - (byte*)&process);
    }

    [LinuxTheory(Reason)]
    [MemberData(nameof(ErrorNumbers))]
    public void Errno_Name_IsTheCLibrarys(string name, int errno)
    {
        Assert.Equal(name, Errno.Name(errno));
        Assert.Equal(name, Marshal.PtrToStringUTF8(DescriptorCalls.strerrorname_np(errno)));
    }

    [LinuxFact(Reason)]
    public void Errno_UnknownNumber_HasAName()
    {
        Assert.Equal("errno", Errno.Name(0));
        Assert.Equal("errno", Errno.Name(9999));
    }

    [LinuxFact(Reason)]
    public void Errno_Failure_NamesOperationSubjectAndReason()
    {
        IOException exception = Errno.Failure("open", "/x", Errno.EMFILE);

        Assert.Equal("open /x: too many open files (EMFILE, 24).", exception.Message);
        Assert.Equal(24, exception.HResult);
    }

    [LinuxFact(Reason)]
    public void LinuxSignal_Names_AreTheCLibrarys()
    {
        for (int signal = 1; signal < 32; signal++)
        {
            string name = signal == SignalPoll ? "IO" : Marshal.PtrToStringUTF8(DescriptorCalls.sigabbrev_np(signal))!;
            Assert.Equal("SIG" + name, LinuxSignal.Name(signal));
        }

        Assert.Equal("SIG40", LinuxSignal.Name(40));
        Assert.Equal("SIG0", LinuxSignal.Name(0));
        Assert.Equal("SIG-3", LinuxSignal.Name(-3));
    }

    [LinuxFact(Reason)]
    public void LinuxSignal_NumberOfEveryDotNetName_HasThatName()
    {
        foreach (PosixSignal signal in Enum.GetValues<PosixSignal>())
        {
            Assert.Equal(signal.ToString(), LinuxSignal.Name(LinuxSignal.Number(signal)));
        }
    }

    [LinuxTheory(Reason)]
    [InlineData(1, 1)]
    [InlineData(9, 9)]
    [InlineData(64, 64)]
    [InlineData(65, 0)]
    [InlineData(0, 0)]
    [InlineData(-100, 0)]
    public void LinuxSignal_RawNumber_IsItselfOrNone(int raw, int number) =>
        Assert.Equal(number, LinuxSignal.Number((PosixSignal)raw));
}
