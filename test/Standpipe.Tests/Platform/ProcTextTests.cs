using System.Text;
using Standpipe.Platform;
using Standpipe.Platform.Linux;

namespace Standpipe.Tests.Platform;

/// <summary>The texts of /proc, and what is no such text.</summary>
public class ProcTextTests
{
    private const string StatTail =
        " S 10 20 30 34816 -1 4194560 100 0 0 0 7 8 0 0 20 0 3 0 5566 4096000 250 18446744073709551615 1 1 0 0 0 0 0 0 0 0 0 0 17 1 0 0";

    [Theory]
    [InlineData("cat")]
    [InlineData("a b")]
    [InlineData(") R 1 2 (")]
    [InlineData("")]
    public void ProcStat_AnyName_ReadsTheFieldsAfterIt(string name)
    {
        Assert.True(ProcStat.TryParse(Encoding.UTF8.GetBytes($"4711 ({name}){StatTail}\n"), out ProcStat stat));

        Assert.Equal(new ProcStat(4711, name, 'S', 10, 20, 30, 34816, 4194560, 7, 8, 3, 250), stat);
        Assert.False(stat.IsKernelThread);
    }

    [Fact]
    public void ProcStat_KernelThread_IsTold()
    {
        Assert.True(ProcStat.TryParse("2 (kthreadd) S 0 0 0 0 -1 2129984 0 0 0 0 0 4 0 0 20 0 1 0 3 0 0 0"u8, out ProcStat stat));

        Assert.True(stat.IsKernelThread);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("4711")]
    [InlineData("4711 cat S 1 2 3")]
    [InlineData("4711 (cat")]
    [InlineData(")4711 (")]
    [InlineData("x (cat) S 10 20 30 0 -1 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0")]
    [InlineData("4711 (cat) SS 10 20 30 0 -1 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0")]
    [InlineData("4711 (cat) S 10 20 30 0 -1 0 0 0 0 0 0 0 0 0 0 0")]
    [InlineData("4711 (cat) S 10 20 30 0 -1 0 0 0 0 0 0 0 0 0 0 0 x 0 0 0 0")]
    [InlineData("99999999999999999999 (cat) S 10 20 30 0 -1 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0")]
    public void ProcStat_Nonsense_IsRefused(string text)
    {
        Assert.False(ProcStat.TryParse(Encoding.UTF8.GetBytes(text), out _));
    }

    [Fact]
    public void ProcSyscall_Call_GivesNumberAndArguments()
    {
        Assert.True(ProcSyscall.TryParse("1 0x3 0x7f51b5771000 0x20000 0x0 0xffffffff 0x6 0x7fffb93f2488 0x7f51b58ec2ad\n"u8, out ProcSyscall call));

        Assert.Equal(new ProcSyscall(1, 3, 0x7f51b5771000, 0x20000, 0, 0xffffffff, 0x7fffb93f2488), call);
    }

    [Theory]
    [InlineData("running\n", ProcSyscall.Running, 0)]
    [InlineData("-1 0x7ffe00 0x5500\n", ProcSyscall.Outside, 0x7ffe00)]
    public void ProcSyscall_OutsideACall_IsTold(string text, long number, ulong stack)
    {
        Assert.True(ProcSyscall.TryParse(Encoding.UTF8.GetBytes(text), out ProcSyscall call));

        Assert.Equal((number, stack), (call.Number, call.StackPointer));
    }

    [Theory]
    [InlineData("")]
    [InlineData("runnin")]
    [InlineData("-1")]
    [InlineData("-2 0x1 0x2")]
    [InlineData("1 0x3 0x4")]
    [InlineData("1 3 4 5 6 7 8 9 10")]
    [InlineData("1 0x3 0x4 0x5 0xg 0x7 0x8 0x9 0xa")]
    [InlineData("1 0x3 0x4 0x5 0x10000000000000000 0x7 0x8 0x9 0xa")]
    public void ProcSyscall_Nonsense_IsRefused(string text)
    {
        Assert.False(ProcSyscall.TryParse(Encoding.UTF8.GetBytes(text), out _));
    }

    [Theory]
    [InlineData("4896351 472995 17\n", true)]
    [InlineData("4896351 472995", false)]
    [InlineData("4896351 x 17", false)]
    [InlineData("", false)]
    public void ProcSchedStat_Text_IsReadOrRefused(string text, bool expected)
    {
        Assert.Equal(expected, ProcSchedStat.TryParse(Encoding.UTF8.GetBytes(text), out ProcSchedStat stat));

        Assert.Equal(expected ? new ProcSchedStat(4896351, 472995, 17) : default, stat);
    }

    [Theory]
    [InlineData("pos:\t8192\nflags:\t02100001\nmnt_id:\t15\nino:\t4711\n", 8192, 0x88001)]
    [InlineData("pos:\t0\nflags:\t00\n", 0, 0)]
    public void ProcFdInfo_Text_GivesPositionAndFlags(string text, long position, int flags)
    {
        Assert.True(ProcFdInfo.TryParse(Encoding.UTF8.GetBytes(text), out ProcFdInfo info));

        Assert.Equal(new ProcFdInfo(position, flags), info);
    }

    [Theory]
    [InlineData("")]
    [InlineData("pos:\t1\n")]
    [InlineData("flags:\t01\n")]
    [InlineData("pos:\tx\nflags:\t01\n")]
    [InlineData("pos:\t-1\nflags:\t01\n")]
    [InlineData("pos:\t1\nflags:\t8\n")]
    [InlineData("pos:\t1\nflags:\t\n")]
    [InlineData("pos:\t1\nflags:\t777777777777777777777777\n")]
    public void ProcFdInfo_Nonsense_IsRefused(string text)
    {
        Assert.False(ProcFdInfo.TryParse(Encoding.UTF8.GetBytes(text), out _));
    }

    [Theory]
    [InlineData("pipe:[4711]", DescriptorKind.Pipe, 4711)]
    [InlineData("pipe:[18446744073709551615]", DescriptorKind.Pipe, ulong.MaxValue)]
    [InlineData("socket:[12]", DescriptorKind.Socket, 12)]
    [InlineData("/dev/pts/3", DescriptorKind.Terminal, 0)]
    [InlineData("/dev/tty", DescriptorKind.Terminal, 0)]
    [InlineData("/dev/console", DescriptorKind.Terminal, 0)]
    [InlineData("/tmp/pipe:[4711]", DescriptorKind.File, 0)]
    [InlineData("anon_inode:[eventfd]", DescriptorKind.Other, 0)]
    [InlineData("pipe:[]", DescriptorKind.Other, 0)]
    [InlineData("pipe:[4711", DescriptorKind.Other, 0)]
    [InlineData("pipe:[-1]", DescriptorKind.Other, 0)]
    [InlineData("pipe:[18446744073709551616]", DescriptorKind.Other, 0)]
    [InlineData("", DescriptorKind.Unknown, 0)]
    public void ProcLink_Text_IsSorted(string text, object kind, ulong inode)
    {
        Assert.Equal(new ProcLink((DescriptorKind)kind, inode), ProcLink.Parse(Encoding.UTF8.GetBytes(text)));
    }
}
