using System.Globalization;
using System.Runtime.Versioning;
using Standpipe.Win32;
using static Standpipe.Win32.Kernel32;

namespace Standpipe.Tests.Win32;

/// <summary>Where a child finds what it inherits: at the descriptor whose number is the handle's value.</summary>
[Collection(LeakCheckDefinition.Name)]
[SupportedOSPlatform("linux")]
public sealed class HandleInheritanceTests : IClassFixture<LeakCheck>
{
    private const string Reason = "On Windows a handle is no descriptor.";

    [LinuxFact(Reason)]
    public unsafe void Child_FindsHandlesAtTheNumbersOfTheirValues()
    {
        SECURITY_ATTRIBUTES attributes = SECURITY_ATTRIBUTES.Inheritable;
        HANDLE read;
        HANDLE write;
        HANDLE output;
        HANDLE outputWrite;
        Assert.True(CreatePipe(&read, &write, &attributes, 0));
        Assert.True(CreatePipe(&output, &outputWrite, null, 0));
        Assert.True(SetHandleInformation(outputWrite, HANDLE_FLAG_INHERIT, HANDLE_FLAG_INHERIT));

        string[] lines = Redirected.Run(output, outputWrite, "fds").Split('\n');

        Assert.Contains($"{read.Value} {DescriptorCalls.Link((int)read.Value)}", lines);
        Assert.Contains($"{write.Value} {DescriptorCalls.Link((int)write.Value)}", lines);
        int[] numbers = InheritedDescriptors.Numbers(string.Join('\n', lines));
        Assert.DoesNotContain((int)output.Value, numbers);
        Assert.DoesNotContain((int)outputWrite.Value, numbers);
        Assert.True(CloseHandle(read) && CloseHandle(write) && CloseHandle(output));
    }

    [LinuxTheory(Reason)]
    [InlineData(3, false)]
    [InlineData(4, false)]
    [InlineData(21, false)]
    [InlineData(16, true)]
    [InlineData(200, true)]
    public async Task DescriptorOfAForeignParent_GoesOnToAGrandchildWhateverItsNumber(int number, bool isHandle)
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        string value = number.ToString("x", CultureInfo.InvariantCulture);
        string link = DescriptorCalls.Link(pipe.ReadEnd)!;
        ChildProcessOptions options = new(
            TestChildProgram.Path, "win32", "out", $"type:{value};link:{number};grandchild:link:{number}|type:{value}")
        {
            StandardInput = ChildInput.Null,
            StandardOutput = ChildOutput.Capture,
            InheritedHandles = { pipe.ReadEnd.As(number) },
        };

        ChildResult result = await Child.RunAsync(options);

        // 4 is a value, but that of descriptor 0.
        string type = isHandle ? "3" : number == 4 ? "2" : "err 6";
        Assert.Equal([type, link, link, type, "grandchild 0"], result.EnsureSuccess().StandardOutput!.Text.TrimEnd().Split('\n'));
    }
}
