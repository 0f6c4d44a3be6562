using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace Standpipe.Tests.Pipes;

/// <summary>FromHandle, FromFileDescriptor and FromChildValue of both ends.</summary>
[Collection(LeakCheckDefinition.Name)]
public class PipeEndAdoptionTests : IClassFixture<LeakCheck>
{
    [Fact]
    public void FromHandle_RightKind_OwnsIt()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        PipeReadEnd reader = PipeReadEnd.FromHandle(Owned(pipe.ReadEnd), HandleInheritability.Inheritable);
        PipeWriteEnd writer = PipeWriteEnd.FromHandle(Owned(pipe.WriteEnd));
        pipe.Dispose();

        writer.WriteByte(4);
        Assert.Equal(4, reader.ReadByte());
        Assert.Equal(HandleInheritability.Inheritable, reader.Inheritability);
        Assert.Equal(HandleInheritability.None, writer.Inheritability);
        writer.Dispose();
        Assert.Equal(-1, reader.ReadByte());
        reader.Dispose();
        Assert.True(reader.SafeFileHandle.IsClosed);
    }

    [Fact]
    public void FromHandle_WrongDirection_ThrowsAndLeavesTheHandleAlone()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();

        ArgumentException reader = Assert.Throws<ArgumentException>(() => PipeReadEnd.FromHandle(pipe.WriteEnd.SafeFileHandle));
        ArgumentException writer = Assert.Throws<ArgumentException>(() => PipeWriteEnd.FromHandle(pipe.ReadEnd.SafeFileHandle));

        Assert.Equal("handle", reader.ParamName);
        Assert.Contains("is a write end of a pipe, not a read end", reader.Message, StringComparison.Ordinal);
        Assert.Contains("is a read end of a pipe, not a write end", writer.Message, StringComparison.Ordinal);
        pipe.WriteEnd.WriteByte(1);
        Assert.Equal(1, pipe.ReadEnd.ReadByte());
    }

    [Fact]
    public void FromHandle_File_ThrowsAndLeavesTheHandleAlone()
    {
        using SafeFileHandle file = File.OpenHandle(TestChildProgram.Path);

        ArgumentException exception = Assert.Throws<ArgumentException>(() => PipeReadEnd.FromHandle(file));

        Assert.Contains("is not a pipe", exception.Message, StringComparison.Ordinal);
        Assert.False(file.IsClosed);
        Assert.Equal(1, RandomAccess.Read(file, new byte[1].AsSpan(), 0));
    }

    [Fact]
    public void FromHandle_NullClosedOrInvalid_Throws()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        using SafeFileHandle invalid = new();
        pipe.Dispose();

        Assert.Throws<ArgumentNullException>(() => PipeReadEnd.FromHandle(null!));
        Assert.Throws<ArgumentNullException>(() => PipeWriteEnd.FromHandle(null!));
        Assert.Throws<ObjectDisposedException>(() => PipeReadEnd.FromHandle(pipe.ReadEnd.SafeFileHandle));
        Assert.Throws<ArgumentException>(() => PipeReadEnd.FromHandle(invalid));
        Assert.Throws<ArgumentException>(() => PipeWriteEnd.FromHandle(invalid));
    }

    [Fact]
    public void FromHandle_UnknownInheritability_LeavesTheHandleAlone()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();

        Assert.Throws<ArgumentOutOfRangeException>(() => PipeReadEnd.FromHandle(pipe.ReadEnd.SafeFileHandle, (HandleInheritability)2));
        Assert.Throws<ArgumentOutOfRangeException>(() => PipeWriteEnd.FromFileDescriptor(DescriptorCalls.Number(pipe.WriteEnd), (HandleInheritability)2));

        pipe.WriteEnd.WriteByte(1);
        Assert.Equal(1, pipe.ReadEnd.ReadByte());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void FromFileDescriptor_RightKind_OwnsItAndMakesItCloseOnExec(bool byText)
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        int fd = DescriptorCalls.Duplicate(pipe.WriteEnd.SafeFileHandle);
        Assert.False(DescriptorCalls.IsCloseOnExec(fd));

        PipeWriteEnd end = byText
            ? PipeWriteEnd.FromChildValue(fd.ToString(CultureInfo.InvariantCulture))
            : PipeWriteEnd.FromFileDescriptor(fd);

        Assert.Equal(fd, DescriptorCalls.Number(end));
        Assert.True(DescriptorCalls.IsCloseOnExec(fd));
        end.WriteByte(8);
        Assert.Equal(8, pipe.ReadEnd.ReadByte());
        pipe.WriteEnd.Dispose();
        Assert.False(pipe.ReadEnd.IsOtherEndClosed);
        end.Dispose();
        Assert.True(pipe.ReadEnd.IsOtherEndClosed);
    }

    [Fact]
    public void FromFileDescriptor_WrongDirection_LeavesTheDescriptorAlone()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        int fd = DescriptorCalls.Duplicate(pipe.WriteEnd.SafeFileHandle);

        Assert.Throws<ArgumentException>(() => PipeReadEnd.FromFileDescriptor(fd));
        Assert.Throws<ArgumentException>(() => PipeReadEnd.FromChildValue(fd.ToString(CultureInfo.InvariantCulture)));

        Assert.True(DescriptorCalls.IsOpen(fd));
        Assert.False(DescriptorCalls.IsCloseOnExec(fd));
        DescriptorCalls.Close(fd);
    }

    [Fact]
    public void FromFileDescriptor_File_LeavesTheDescriptorAlone()
    {
        using SafeFileHandle file = File.OpenHandle(TestChildProgram.Path);
        int fd = (int)file.DangerousGetHandle();

        Assert.Throws<ArgumentException>(() => PipeReadEnd.FromFileDescriptor(fd));
        Assert.Throws<ArgumentException>(() => PipeWriteEnd.FromFileDescriptor(fd));

        Assert.True(DescriptorCalls.IsOpen(fd));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    public void FromFileDescriptor_NotOpen_Throws(int fd)
    {
        Assert.Throws<ArgumentException>(() => PipeReadEnd.FromFileDescriptor(fd));
        Assert.Throws<ArgumentException>(() => PipeWriteEnd.FromFileDescriptor(fd));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("three")]
    [InlineData("-1")]
    [InlineData("+3")]
    [InlineData(" 3")]
    [InlineData("3 ")]
    [InlineData("0x3")]
    [InlineData("3.0")]
    [InlineData("99999999999999999999")]
    [InlineData("2147483647")]
    public void FromChildValue_Nonsense_Throws(string value)
    {
        Assert.Throws<ArgumentException>(() => PipeReadEnd.FromChildValue(value));
        Assert.Throws<ArgumentException>(() => PipeWriteEnd.FromChildValue(value));
    }

    [Fact]
    public void FromChildValue_Null_Throws()
    {
        Assert.Throws<ArgumentNullException>(() => PipeReadEnd.FromChildValue(null!));
        Assert.Throws<ArgumentNullException>(() => PipeWriteEnd.FromChildValue(null!));
    }

    [Fact]
    public void FromFileDescriptor_StandardInput_IsDuplicatedAndStays()
    {
        ChildResult result = ChildProcess.Run(new ChildProcessOptions(TestChildProgram.Path, "reopen-input")
        {
            StandardInput = ChildInput.FromText("still there"),
            StandardOutput = ChildOutput.Capture,
        });

        Assert.Equal(0, result.Status.Code);
        Assert.Equal("still there", result.StandardOutput!.Text);
    }

    /// <summary>A handle of its own for the same end.</summary>
    private static SafeFileHandle Owned(PipeEnd end) => new(DescriptorCalls.Duplicate(end.SafeFileHandle), ownsHandle: true);
}
