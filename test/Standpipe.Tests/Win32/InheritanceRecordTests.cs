using Standpipe.Win32.Linux;

namespace Standpipe.Tests.Win32;

/// <summary>What a parent tells a child in STANDPIPE_HANDLES: written, read, and not believed when it is nonsense.</summary>
public sealed class InheritanceRecordTests
{
    private static readonly RecordedHandle s_handle =
        new(0xD0, 1, 6, new FileIdentity(0xF, 2264101), 0x120196, 3, RecordedHandle.NoWait);

    [Fact]
    public void Format_NothingToSay_IsNull() => Assert.Null(new InheritanceRecord().Format());

    [Fact]
    public void Parse_WhatFormatWrote_IsTheSame()
    {
        InheritanceRecord written = new() { StartupFlags = 0x100, CommandLine = "a;cmd=b;h=1:2 \"c\"" };
        written.Standard[0] = 0;
        written.Standard[1] = 0xD0;
        written.Standard[2] = -1;
        written.Handles.Add(s_handle);
        written.Handles.Add(s_handle with { Value = 0xD4, Kind = RecordedHandle.AutomaticEvent });

        InheritanceRecord read = InheritanceRecord.Parse(written.Format());

        Assert.Equal(written.Standard, read.Standard);
        Assert.Equal(written.StartupFlags, read.StartupFlags);
        Assert.Equal(written.Handles, read.Handles);
        Assert.Equal(written.CommandLine, read.CommandLine);
    }

    [Fact]
    public void Parse_StandardHandleOfWhichNothingIsSaid_IsNull()
    {
        InheritanceRecord written = new() { StartupFlags = 1 };
        written.Standard[1] = 8;

        Assert.Equal([null, 8, null], InheritanceRecord.Parse(written.Format()).Standard);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("2;std=4,8,c;flags=100")]
    [InlineData("nonsense")]
    public void Parse_NoneOfOurs_SaysNothing(string? text) => Assert.Null(InheritanceRecord.Parse(text).Format());

    [Theory]
    [InlineData("1;std=,,;flags=0;h=")]
    [InlineData("1;std=,,;flags=0;h=d0:1:6:f:1:2:3")]
    [InlineData("1;std=,,;flags=0;h=d0:1:6:f:1:2:3:NN")]
    [InlineData("1;std=,,;flags=0;h=d0:1:8:f:1:2:3:N")]
    [InlineData("1;std=,,;flags=0;h=0:1:6:f:1:2:3:N")]
    [InlineData("1;std=,,;flags=0;h=-4:1:6:f:1:2:3:N")]
    [InlineData("1;std=,,;flags=0;h=d0:ffffffff:6:f:1:2:3:N")]
    [InlineData("1;std=x,y,z,w;flags=q;h=g:1:6:f:1:2:3:N;what=ever")]
    public void Parse_PartThatIsNotUnderstood_IsLeftOut(string text) => Assert.Null(InheritanceRecord.Parse(text).Format());
}
