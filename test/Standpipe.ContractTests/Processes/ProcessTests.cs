namespace Standpipe.ContractTests.Processes;

/// <summary>What children inherit, and how they end.</summary>
public sealed unsafe class ProcessTests
{
    [Fact]
    [Contract("D-proc-1")]
    public void Inheriting_IsDecidedAtTheStart()
    {
        using TestPipe pipe = TestPipe.Create();
        using TestPipe go = TestPipe.WithInheritable(pipe => pipe.Read);
        using Child child = Child.Start($"read:{Child.Name(go.Read)}:1;type:{Child.Name(pipe.Read)}");
        _ = Try.SetFlags(pipe.Read, HANDLE_FLAG_INHERIT, HANDLE_FLAG_INHERIT);
        _ = Try.Write(go.Write, "!");

        Assert.Equal(["!", "err 6"], child.Rest());
    }

    [Fact]
    [Contract("D-proc-2")]
    public void InheritedHandles_KeepValueRightsAndFlags()
    {
        using TestPipe pipe = TestPipe.Create(inherit: true);
        (_, HANDLE waiting) = Try.Duplicate(pipe.Read, inherit: true, access: SYNCHRONIZE, options: 0);
        (string read, string write, string limited) = (Child.Name(pipe.Read), Child.Name(pipe.Write), Child.Name(waiting));

        string[] told = Child.Run(
            $"flags:{read};flags:{write};read:{write}:1;write:{read}:x;write:{write}:hello;read:{limited}:1;wait:{limited};same:{read}:{limited};read:{read}:5");

        Assert.Equal(["1", "1", "err 5", "err 5", "5", "err 5", "0", "ok", "hello"], told);
        Assert.Equal(ERROR_SUCCESS, Try.Close(waiting));
    }

    [Fact]
    [Contract("D-proc-2")]
    public void Grandchild_InheritsWhatItsParentInherited()
    {
        using TestPipe pipe = TestPipe.WithInheritable(pipe => pipe.Write);

        string[] told = Child.Run($"grandchild:flags:{Child.Name(pipe.Write)}|write:{Child.Name(pipe.Write)}:generations");

        Assert.Equal(["1", "11", "grandchild 0"], told);
        Assert.Equal((ERROR_SUCCESS, "generations"), Try.Read(pipe.Read));
    }

    [Fact]
    [Contract("D-proc-2")]
    public void Child_CanKeepAHandleFromItsOwnChild()
    {
        using TestPipe pipe = TestPipe.WithInheritable(pipe => pipe.Write);
        string write = Child.Name(pipe.Write);

        Assert.Equal(["ok", "err 6", "grandchild 0"], Child.Run($"set-flags:{write}:1:0;grandchild:type:{write}"));
    }

    [Fact]
    [Contract("D-proc-3")]
    public void Close_InOneProcess_ClosesNothingInTheOther()
    {
        using TestPipe pipe = TestPipe.Create(inherit: true);
        using TestPipe go = TestPipe.WithInheritable(pipe => pipe.Read);
        using Child child = Child.Start($"close:{Child.Name(pipe.Read)};read:{Child.Name(go.Read)}:1;write:{Child.Name(pipe.Write)}:still");
        Assert.Equal("ok", child.Line());
        Assert.Equal((ERROR_SUCCESS, FILE_TYPE_PIPE), Try.Type(pipe.Read));
        pipe.CloseWrite();
        _ = Try.Write(go.Write, "!");

        Assert.Equal(["!", "5"], child.Rest());
        Assert.Equal((ERROR_SUCCESS, "still"), Try.Read(pipe.Read));
    }

    [Fact]
    [Contract("D-proc-4")]
    public void Pipe_EndsWithTheLastWriter_AndWhatItWroteStays()
    {
        using TestPipe pipe = TestPipe.WithInheritable(pipe => pipe.Write);
        using Child child = Child.Start($"write:{Child.Name(pipe.Write)}:last-words");
        pipe.CloseWrite();
        _ = child.ExitCode();

        Assert.Equal((ERROR_BROKEN_PIPE, "last-words"), Try.ReadToEnd(pipe.Read));
    }

    [Fact]
    [Contract("D-proc-4")]
    [Contract("D-proc-12")]
    public void Pipe_EndsWhenItsLastWriterIsTerminated()
    {
        using TestPipe pipe = TestPipe.WithInheritable(pipe => pipe.Write);
        using TestPipe go = TestPipe.WithInheritable(pipe => pipe.Read);
        using Child child = Child.Start($"write:{Child.Name(pipe.Write)}:x;hold:{Child.Name(go.Read)}");
        Assert.Equal("1", child.Line());
        pipe.CloseWrite();

        Assert.Equal(ERROR_SUCCESS, Try.Error(TerminateProcess(child.Process, 42)));

        Assert.Equal((ERROR_BROKEN_PIPE, "x"), Try.ReadToEnd(pipe.Read));
        Assert.Equal(42u, child.ExitCode());
        Assert.Equal(
            Known.Differs("D-proc-12") ? ERROR_SUCCESS : ERROR_ACCESS_DENIED, Try.Error(TerminateProcess(child.Process, 43)));
        Assert.Equal((ERROR_SUCCESS, 42u), Try.ExitCode(child.Process));
    }

    [Fact]
    [Contract("D-proc-5")]
    public void HandleList_GivesOnlyThose()
    {
        using TestPipe pipe = TestPipe.Create(inherit: true);
        string script = $"type:{Child.Name(pipe.Read)};type:{Child.Name(pipe.Write)}";

        Assert.Equal(["err 6", "3"], Child.Run(script, new ChildOptions { List = [pipe.Write] }));
        Assert.Equal(["3", "err 6"], Child.Run(script, new ChildOptions { List = [pipe.Read] }));
    }

    [Theory]
    [Contract("D-proc-6")]
    [InlineData(false)]
    [InlineData(true)]
    public void HandleList_WithWhatCannotBeInherited_IsRefused(bool inherit)
    {
        bool starts = Known.Differs("D-proc-6");

        // An inheritable handle but no inheriting, or the other way round.
        using TestPipe pipe = TestPipe.Create(inherit: !inherit);

        WIN32_ERROR error = Child.Create(
            Child.Program,
            $"\"{Child.Program}\" exit 0",
            new ChildOptions { Inherit = inherit, List = [pipe.Read] },
            out PROCESS_INFORMATION process);

        Assert.Equal(starts ? ERROR_SUCCESS : ERROR_INVALID_PARAMETER, error);
        Assert.Equal(starts, process.dwProcessId != 0);
        if (starts)
        {
            Try.WaitFor(process.hProcess);
            _ = Try.Close(process.hProcess);
            _ = Try.Close(process.hThread);
        }
    }

    [Fact]
    [Contract("D-proc-11")]
    public void ExitCode_IsStillActiveWhileItRuns()
    {
        using TestPipe go = TestPipe.WithInheritable(pipe => pipe.Read);
        using Child child = Child.Start($"hold:{Child.Name(go.Read)};exit:77");
        Assert.Equal((ERROR_SUCCESS, STILL_ACTIVE), Try.ExitCode(child.Process));
        Assert.False(Try.IsSet(child.Process));

        go.CloseWrite();
        Try.WaitFor(child.Process);

        Assert.Equal((ERROR_SUCCESS, 77u), Try.ExitCode(child.Process));
        Assert.True(Try.IsSet(child.Process));
        Assert.True(Try.IsSet(child.Thread));
    }

    [Theory]
    [Contract("D-proc-12")]
    [InlineData(0u)]
    [InlineData(1u)]
    [InlineData(0xC000013Au)]
    public void Terminate_GivesTheCode(uint code)
    {
        using TestPipe go = TestPipe.WithInheritable(pipe => pipe.Read);
        using Child child = Child.Start($"std;hold:{Child.Name(go.Read)}");
        _ = child.Line();

        Assert.Equal(ERROR_SUCCESS, Try.Error(TerminateProcess(child.Process, code)));

        Assert.Equal(code, child.ExitCode());
    }

    [Fact]
    [Contract("D-proc-12")]
    [Contract("D-dup-8")]
    public void Terminate_OfOneself_ByARealHandle_GivesTheCode()
    {
        using Child child = Child.Start("terminate-self:42");

        Assert.Equal(42u, child.ExitCode());
        Assert.Empty(child.Rest());
    }

    [Fact]
    [Contract("D-proc-13")]
    public void Wait_ForTwoProcesses()
    {
        using TestPipe go = TestPipe.WithInheritable(pipe => pipe.Read);
        using Child first = Child.Start($"hold:{Child.Name(go.Read)}");
        using Child second = Child.Start("std");
        HANDLE* both = stackalloc HANDLE[2];
        both[0] = first.Process;
        both[1] = second.Process;

        Assert.Equal(WAIT_OBJECT_0 + 1, WaitForMultipleObjects(2, both, false, INFINITE));
        Assert.Equal(Kernel32.WAIT_TIMEOUT, WaitForMultipleObjects(2, both, true, 1));
        go.CloseWrite();
        Assert.Equal(WAIT_OBJECT_0, WaitForMultipleObjects(2, both, true, INFINITE));
        Assert.Equal(WAIT_OBJECT_0, WaitForMultipleObjects(2, both, false, INFINITE));
    }

    [Fact]
    [Contract("D-proc-14")]
    [Contract("D-proc-15")]
    public void ClosingItsHandles_DoesNotEndAProcess()
    {
        using TestPipe go = TestPipe.WithInheritable(pipe => pipe.Read);
        using TestPipe pipe = TestPipe.WithInheritable(pipe => pipe.Write);
        string line = $"\"{Child.Program}\" win32 {Child.Name(pipe.Write)} std;hold:{Child.Name(go.Read)};exit:5";
        Assert.Equal(ERROR_SUCCESS, Child.Create(Child.Program, line, new ChildOptions(), out PROCESS_INFORMATION process));
        Assert.Equal(process.dwProcessId, GetProcessId(process.hProcess));
        HANDLE opened = OpenProcess(PROCESS_ALL_ACCESS, false, process.dwProcessId);
        Assert.False(opened.IsNull);
        Assert.Equal(ERROR_SUCCESS, Try.Close(process.hProcess));
        Assert.Equal(ERROR_SUCCESS, Try.Close(process.hThread));
        pipe.CloseWrite();

        Assert.Equal(process.dwProcessId, GetProcessId(opened));
        Assert.Equal((ERROR_SUCCESS, STILL_ACTIVE), Try.ExitCode(opened));
        go.CloseWrite();
        Try.WaitFor(opened);
        Assert.Equal((ERROR_SUCCESS, 5u), Try.ExitCode(opened));

        // It has ended, and has its id as long as somebody has a handle.
        HANDLE again = OpenProcess(PROCESS_ALL_ACCESS, false, process.dwProcessId);
        Assert.Equal((ERROR_SUCCESS, 5u), Try.ExitCode(again));
        Assert.Equal(ERROR_SUCCESS, Try.Close(again));
        Assert.Equal(ERROR_SUCCESS, Try.Close(opened));
    }

    [Theory]
    [Contract("D-proc-15")]
    [InlineData(0u)]
    [InlineData(0x7FFFFFF0u)]
    public void OpenProcess_OfNobody_IsRefused(uint id)
    {
        Assert.True(OpenProcess(PROCESS_ALL_ACCESS, false, id).IsNull);
        Assert.Equal(ERROR_INVALID_PARAMETER, GetLastError());
    }

    [Fact]
    [Contract("D-proc-21")]
    public void NewConsoleAndDetached_ExcludeEachOther()
    {
        WIN32_ERROR error = Child.Create(
            Child.Program,
            $"\"{Child.Program}\" exit 0",
            new ChildOptions { Flags = CREATE_NEW_CONSOLE | DETACHED_PROCESS },
            out PROCESS_INFORMATION process);

        Assert.Equal(Known.Differs("D-proc-21") ? ERROR_SUCCESS : ERROR_INVALID_PARAMETER, error);
        if (error == ERROR_SUCCESS)
        {
            Try.WaitFor(process.hProcess);
            _ = Try.Close(process.hProcess);
            _ = Try.Close(process.hThread);
        }
    }

    [Theory]
    [Contract("L-5")]
    [InlineData(255u, 255u)]
    [InlineData(256u, 0u)]
    [InlineData(0x12345678u, 0x78u)]
    public void ExitCodes_AreAsWideAsTheSystems(uint code, uint eightBits)
    {
        using Child child = Child.Start($"exit:{code}");

        Assert.Equal(Known.Differs("L-5") ? eightBits : code, child.ExitCode());
    }

    [Fact]
    [Contract("L-5")]
    public void ASignal_IsToldAsTheCodeThatWindowsHas()
    {
        // Only Linux has signals; the codes are the table's, and ExitCodesTests has the rest of it.
        (int Signal, uint Code)[] ends = Known.Differs("L-5") ? [(9, 1), (15, 0xC000013A), (11, 0xC0000005)] : [];
        foreach ((int signal, uint code) in ends)
        {
            Assert.Equal(ERROR_SUCCESS, Child.Create(
                Child.Program, $"\"{Child.Program}\" raise {signal}", new ChildOptions(), out PROCESS_INFORMATION process));
            Try.WaitFor(process.hProcess);
            Assert.Equal((ERROR_SUCCESS, code), Try.ExitCode(process.hProcess));
            _ = Try.Close(process.hProcess);
            _ = Try.Close(process.hThread);
        }

        Assert.Equal(Known.Here == TestSystem.Linux, ends.Length > 0);
    }

    [Fact]
    [Contract("L-8")]
    public void Suspended()
    {
        using TestPipe report = TestPipe.WithInheritable(pipe => pipe.Write);
        WIN32_ERROR error = Child.Create(
            Child.Program,
            $"\"{Child.Program}\" win32 {Child.Name(report.Write)} exit:3",
            new ChildOptions { Flags = CREATE_SUSPENDED },
            out PROCESS_INFORMATION process);

        Assert.Equal(Known.Differs("L-8") ? ERROR_NOT_SUPPORTED : ERROR_SUCCESS, error);
        if (error == ERROR_SUCCESS)
        {
            Assert.Equal(1u, ResumeThread(process.hThread));
            Try.WaitFor(process.hProcess);
            Assert.Equal((ERROR_SUCCESS, 3u), Try.ExitCode(process.hProcess));
            _ = Try.Close(process.hProcess);
            _ = Try.Close(process.hThread);
        }
        else
        {
            Assert.Equal(default, process);
        }
    }
}
