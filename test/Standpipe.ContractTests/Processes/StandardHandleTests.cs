namespace Standpipe.ContractTests.Processes;

/// <summary>Standard handles, here and in children.</summary>
public sealed class StandardHandleTests : IDisposable
{
    private static readonly uint[] s_ids = [STD_INPUT_HANDLE, STD_OUTPUT_HANDLE, STD_ERROR_HANDLE];

    private readonly HANDLE[] _before = [.. s_ids.Select(GetStdHandle)];

    public void Dispose()
    {
        for (int i = 0; i < s_ids.Length; i++)
        {
            _ = SetStdHandle(s_ids[i], _before[i]);
        }
    }

    [Theory]
    [Contract("D-std-1")]
    [InlineData(0u)]
    [InlineData(1u)]
    [InlineData(4294967287u)]
    [InlineData(4294967283u)]
    public void OtherIds_AreInvalid(uint id)
    {
        Assert.Equal(HANDLE.INVALID_HANDLE_VALUE, GetStdHandle(id));
        Assert.Equal(ERROR_INVALID_HANDLE, GetLastError());
        Assert.Equal(ERROR_INVALID_HANDLE, Try.Error(SetStdHandle(id, HANDLE.Null)));
    }

    [Fact]
    [Contract("D-std-2")]
    public void AnyValue_IsKeptAsItIs()
    {
        using TestPipe pipe = TestPipe.Create();
        foreach (HANDLE value in new[] { HANDLE.Null, HANDLE.INVALID_HANDLE_VALUE, new HANDLE(0x12345), pipe.Read })
        {
            Assert.Equal(ERROR_SUCCESS, Try.Error(SetStdHandle(STD_INPUT_HANDLE, value)));
            Assert.Equal(value, GetStdHandle(STD_INPUT_HANDLE));
        }

        HANDLE read = pipe.Read;
        _ = SetStdHandle(STD_INPUT_HANDLE, pipe.Write);
        Assert.Equal((ERROR_SUCCESS, FILE_TYPE_PIPE), Try.Type(read));
        pipe.CloseWrite();
        Assert.Equal(ERROR_INVALID_HANDLE, Try.Type(GetStdHandle(STD_INPUT_HANDLE)).Error);
    }

    [Fact]
    [Contract("D-std-3")]
    public void UseStdHandles_GivesTheThreeFields()
    {
        using TestPipe input = TestPipe.WithInheritable(pipe => pipe.Read);
        using TestPipe output = TestPipe.WithInheritable(pipe => pipe.Write);
        _ = Try.Write(input.Write, "to-the-child");

        string[] told = Child.Run("std;read:in:100;write:out:from-the-child", new ChildOptions
        {
            Standard = (input.Read, output.Write, default),
        });

        Assert.Equal([$"{Child.Name(input.Read)} {Child.Name(output.Write)} 0", "to-the-child", "14"], told);
        Assert.Equal((ERROR_SUCCESS, "from-the-child"), Try.Read(output.Read));
    }

    [Fact]
    [Contract("D-std-4")]
    public void Inheriting_AnInheritableStandardHandle_HasTheSameValue()
    {
        using TestPipe pipe = TestPipe.WithInheritable(pipe => pipe.Read);
        _ = Try.Write(pipe.Write, "hello");
        _ = SetStdHandle(STD_INPUT_HANDLE, pipe.Read);

        string[] told = Child.Run("std;read:in:10");

        Assert.StartsWith($"{Child.Name(pipe.Read)} ", told[0], StringComparison.Ordinal);
        Assert.Equal("hello", told[1]);
    }

    [Fact]
    [Contract("D-std-5")]
    public void Inheriting_AStandardHandleThatIsNotInheritable_IsOfNoUse()
    {
        using TestPipe pipe = TestPipe.Create();
        _ = Try.Write(pipe.Write, "hello");
        _ = SetStdHandle(STD_INPUT_HANDLE, pipe.Read);

        string[] told = Child.Run("std;read:in:10");

        Assert.StartsWith(Known.Differs("D-std-5") ? "0 " : $"{Child.Name(pipe.Read)} ", told[0], StringComparison.Ordinal);
        Assert.Equal("err 6", told[1]);
        Assert.Equal((ERROR_SUCCESS, "hello"), Try.Read(pipe.Read));
    }

    [Theory]
    [Contract("D-std-6")]
    [Contract("D-std-7")]
    [InlineData(false)]
    [InlineData(true)]
    public void NotInheriting_TheStandardHandlesReachTheChildAsCopies(bool inheritable)
    {
        using TestPipe pipe = TestPipe.Create(inheritable);
        _ = Try.Write(pipe.Write, "hello");
        _ = SetStdHandle(STD_INPUT_HANDLE, pipe.Read);

        string[] told = Child.Run("flags:in;read:in:10", new ChildOptions { Inherit = false });

        Assert.Equal([inheritable || Known.Differs("D-std-7") ? "1" : "0", "hello"], told);
    }

    [Fact]
    [Contract("D-std-8")]
    public void NotInheriting_UseStdHandles_GivesNothing()
    {
        using TestPipe input = TestPipe.WithInheritable(pipe => pipe.Read);
        _ = Try.Write(input.Write, "hello");
        using TestPipe output = TestPipe.WithInheritable(pipe => pipe.Write);

        // It cannot even report, so its exit code does: writing by its standard output fails.
        string line = $"\"{Child.Program}\" win32 out std";
        WIN32_ERROR error = Child.Create(
            Child.Program,
            line,
            new ChildOptions { Inherit = false, Standard = (input.Read, output.Write, output.Write) },
            out PROCESS_INFORMATION process);
        Assert.Equal(ERROR_SUCCESS, error);
        output.CloseWrite();
        Try.WaitFor(process.hProcess);

        Assert.Equal((ERROR_SUCCESS, Known.Differs("D-std-8") ? 0u : 99u), Try.ExitCode(process.hProcess));
        (WIN32_ERROR end, string told) = Try.ReadToEnd(output.Read);
        Assert.Equal((ERROR_BROKEN_PIPE, !Known.Differs("D-std-8")), (end, told.Length == 0));
        _ = Try.Close(process.hProcess);
        _ = Try.Close(process.hThread);
    }

    [Fact]
    [Contract("D-std-9")]
    public void Detached_HasNone()
    {
        using TestPipe input = TestPipe.WithInheritable(pipe => pipe.Read);
        _ = SetStdHandle(STD_INPUT_HANDLE, input.Read);

        Assert.Equal(["0 0 0"], Child.Run("std", new ChildOptions { Flags = DETACHED_PROCESS }));
    }

    [Fact]
    [Contract("D-std-10")]
    public void OneHandle_MayBeTwoOfThem()
    {
        using TestPipe output = TestPipe.WithInheritable(pipe => pipe.Write);
        string name = Child.Name(output.Write);

        string[] told = Child.Run("std;write:out:a;write:err:b", new ChildOptions
        {
            Standard = (default, output.Write, output.Write),
        });

        Assert.Equal([$"0 {name} {name}", "1", "1"], told);
        Assert.Equal((ERROR_SUCCESS, "ab"), Try.Read(output.Read));
    }

    [Fact]
    [Contract("D-std-11")]
    public void StartupInfo_TellsTheFlagAndTheHandles()
    {
        using TestPipe pipe = TestPipe.Create(inherit: true);
        (string read, string write) = (Child.Name(pipe.Read), Child.Name(pipe.Write));

        Assert.Equal([$"256 {read} {write} {write}"], Child.Run("startup", new ChildOptions
        {
            Standard = (pipe.Read, pipe.Write, pipe.Write),
        }));
    }

    [Fact]
    [Contract("L-10")]
    public void OwnStandardStream_BesideWhatTakesItsPlace()
    {
        using TestPipe pipe = TestPipe.WithInheritable(pipe => pipe.Write);
        HANDLE own = _before[2];
        (WIN32_ERROR error, uint flags) = Try.Flags(own);
        Assert.Equal(ERROR_SUCCESS, error);
        _ = Try.SetFlags(own, HANDLE_FLAG_INHERIT, HANDLE_FLAG_INHERIT);
        try
        {
            string expected = Known.Differs("L-10") ? "err 6" : $"{Try.Type(own).Type}";

            Assert.Equal([expected], Child.Run($"type:{Child.Name(own)}", new ChildOptions { Standard = (default, default, pipe.Write) }));
        }
        finally
        {
            _ = Try.SetFlags(own, HANDLE_FLAG_INHERIT, flags);
        }
    }
}
