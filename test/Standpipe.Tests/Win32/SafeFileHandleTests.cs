using System.Runtime.Versioning;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Standpipe.Win32;
using static Standpipe.Win32.Kernel32;

namespace Standpipe.Tests.Win32;

/// <summary>Handles of pipes in the hands of .NET's own SafeFileHandle and FileStream, as existing declarations put them there.</summary>
[Collection(LeakCheckDefinition.Name)]
[SupportedOSPlatform("linux")]
public sealed unsafe class SafeFileHandleTests : IClassFixture<LeakCheck>
{
    private const string Reason = "On Windows a SafeFileHandle has always held handles.";

    [LinuxFact(Reason)]
    public void FileStreams_OverBothEnds_MoveBytesUntilTheEndOfFile()
    {
        Create(out SafeFileHandle read, out SafeFileHandle write, inheritable: false);
        using FileStream reader = new(read, FileAccess.Read);
        using (FileStream writer = new(write, FileAccess.Write))
        {
            writer.Write("through a stream"u8);
        }

        using StreamReader text = new(reader);
        Assert.Equal("through a stream", text.ReadToEnd());
        Assert.True(write.IsClosed);
        Assert.Equal(0, reader.Read(new byte[1]));
    }

    [LinuxFact(Reason)]
    public void Dispose_ClosesTheDescriptorOfTheHandleAndNoOther()
    {
        Create(out SafeFileHandle read, out SafeFileHandle write, inheritable: false);
        using AnonymousPipe bystander = AnonymousPipe.Create();
        int[] numbers = [(int)read.DangerousGetHandle(), (int)write.DangerousGetHandle()];
        int open = OpenFiles.Links().Count;

        read.Dispose();
        write.Dispose();

        Assert.All(numbers, number => Assert.False(DescriptorCalls.IsOpen(number)));
        Assert.Equal(open - 2, OpenFiles.Links().Count);
        bystander.WriteEnd.Write("still there"u8);
        Assert.Equal(11, bystander.ReadEnd.Read(new byte[20]));
    }

    [LinuxFact(Reason)]
    public void Owner_CanBeGivenToTheComfortableOverloads()
    {
        Create(out SafeFileHandle read, out SafeFileHandle write, inheritable: false);
        byte[] buffer = new byte[10];

        Assert.True(WriteFile(write, "both"u8, out _));
        write.Dispose();
        Assert.True(ReadFile(read, buffer, out uint count));
        Assert.Equal("both", Encoding.ASCII.GetString(buffer, 0, (int)count));
        Assert.False(ReadFile(read, buffer, out _));
        Assert.Equal(WIN32_ERROR.ERROR_BROKEN_PIPE, GetLastError());
        read.Dispose();
    }

    [LinuxFact(Reason)]
    public void RedirectedChild_IsReadToItsEnd_AgainAndAgain()
    {
        for (int i = 0; i < 10; i++)
        {
            Create(out SafeFileHandle read, out SafeFileHandle write, inheritable: true);
            Assert.True(SetHandleInformation(read, HANDLE_FLAG_INHERIT, 0));
            using SafeFileHandle file = File.OpenHandle("/dev/null");

            PROCESS_INFORMATION process = Redirected.Start(new HANDLE(write.DangerousGetHandle()), "args", "one", "two");
            write.Dispose();
            using StreamReader output = new(new FileStream(read, FileAccess.Read));
            string told = output.ReadToEnd();
            Redirected.End(process);

            Assert.Contains("two", told, StringComparison.Ordinal);
        }
    }

    /// <summary>What a declaration of CreatePipe with SafeFileHandles does.</summary>
    private static void Create(out SafeFileHandle read, out SafeFileHandle write, bool inheritable)
    {
        SECURITY_ATTRIBUTES attributes = inheritable ? SECURITY_ATTRIBUTES.Inheritable : default;
        HANDLE readHandle;
        HANDLE writeHandle;
        Assert.True(CreatePipe(&readHandle, &writeHandle, &attributes, 0));
        read = new SafeFileHandle(readHandle, ownsHandle: true);
        write = new SafeFileHandle(writeHandle, ownsHandle: true);
    }
}
