using Standpipe.Platform;
using Standpipe.Win32.Linux;

namespace Standpipe.Tests.Win32;

/// <summary>The codes in which the Win32 layer tells of signals (contract L-5).</summary>
public sealed class ExitCodesTests
{
    [Theory]
    [InlineData(1, 0xC000013A)]
    [InlineData(2, 0xC000013A)]
    [InlineData(3, 0xC000013A)]
    [InlineData(4, 0xC000001D)]
    [InlineData(5, 0x80000003)]
    [InlineData(6, 3)]
    [InlineData(7, 0xC0000006)]
    [InlineData(8, 0xC0000094)]
    [InlineData(9, 1)]
    [InlineData(11, 0xC0000005)]
    [InlineData(13, 141)]
    [InlineData(15, 0xC000013A)]
    [InlineData(34, 162)]
    public void Of_Signal_IsTheCodeThatWindowsProgramsKnow(int signal, uint code) =>
        Assert.Equal(code, ExitCodes.Of(new ProcessExit(null, signal, false, null), null));

    [Fact]
    public void Of_Exit_IsItsCode() => Assert.Equal(7u, ExitCodes.Of(new ProcessExit(7, null, false, null), 99));

    [Fact]
    public void Of_KillAfterTerminateProcess_IsTheCodeThatWasGiven() =>
        Assert.Equal(0xDEADBEEF, ExitCodes.Of(new ProcessExit(null, 9, false, null), 0xDEADBEEF));

    [Fact]
    public void Of_OtherSignalAfterTerminateProcess_IsTheSignals() =>
        Assert.Equal(0xC0000005, ExitCodes.Of(new ProcessExit(null, 11, true, null), 5));

    [Fact]
    public void Of_NobodyKnows_IsNothing() => Assert.Null(ExitCodes.Of(new ProcessExit(null, null, false, null), 5));
}
