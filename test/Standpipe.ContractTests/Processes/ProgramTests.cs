namespace Standpipe.ContractTests.Processes;

/// <summary>Finding and starting programs, their command lines and variables.</summary>
public sealed class ProgramTests : IDisposable
{
    private readonly string _scratch = Directory.CreateTempSubdirectory("contract tests ").FullName;


    public void Dispose() => Directory.Delete(_scratch, recursive: true);

    [Fact]
    [Contract("D-proc-9")]
    public void ProgramsThatAreNone_AreToldApart()
    {
        string text = Path.Combine(_scratch, OperatingSystem.IsWindows() ? "text.exe" : "text");
        File.WriteAllText(text, "This is no program.\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(text, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        AssertRefused(ERROR_FILE_NOT_FOUND, Path.Combine(_scratch, "missing"));
        AssertRefused(ERROR_PATH_NOT_FOUND, Path.Combine(_scratch, "missing", "program"));
        AssertRefused(Known.Differs("D-proc-9") ? ERROR_INVALID_HANDLE : ERROR_ACCESS_DENIED, _scratch);
        AssertRefused(ERROR_BAD_EXE_FORMAT, text);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(text, UnixFileMode.UserRead);
            AssertRefused(ERROR_BAD_EXE_FORMAT, text);
        }
    }

    [Fact]
    [Contract("D-proc-9")]
    public void AWorkingDirectoryThatIsNone_IsRefused()
    {
        WIN32_ERROR error = Child.Create(
            Child.Program,
            $"\"{Child.Program}\" exit 0",
            new ChildOptions { Directory = Path.Combine(_scratch, "missing") },
            out PROCESS_INFORMATION process);

        Assert.Equal((ERROR_DIRECTORY, default(PROCESS_INFORMATION)), (error, process));
    }

    [Fact]
    [Contract("D-proc-9")]
    public void AWorkingDirectory_IsWhereTheChildBegins()
    {
        string told = Assert.Single(Child.Run("directory", new ChildOptions { Directory = _scratch }));

        Assert.Equal(Path.GetFullPath(_scratch), Path.TrimEndingDirectorySeparator(told), ignoreCase: OperatingSystem.IsWindows());
    }

    [Fact]
    [Contract("D-proc-10")]
    public void FirstWord_IsSearchedFor_InTheProgramsOwnDirectory()
    {
        // The tests' own program sits beside the child's.
        Assert.Equal(7u, Run(null, $"{Path.GetFileName(Child.Program)} exit 7"));
    }

    [Fact]
    [Contract("D-proc-10")]
    public void FirstWord_IsSearchedFor_AlongPath()
    {
        string path = Environment.GetEnvironmentVariable("PATH") ?? string.Empty;
        string name = OperatingSystem.IsWindows() ? "found by path.exe" : "found by path";
        if (OperatingSystem.IsWindows())
        {
            File.Copy(Path.Combine(Environment.SystemDirectory, "hostname.exe"), Path.Combine(_scratch, name));
        }
        else
        {
            _ = File.CreateSymbolicLink(Path.Combine(_scratch, name), "/bin/true");
        }

        Assert.Equal(ERROR_FILE_NOT_FOUND, Refusal("\"found by path\""));
        try
        {
            Assert.Equal(ERROR_SUCCESS, Try.Error(SetEnvironmentVariableW("PATH", $"{_scratch}{Path.PathSeparator}{path}")));

            // Quoted, and without quotes by ever longer pieces.
            Assert.Equal(0u, Run(null, "\"found by path\""));
            Assert.Equal(0u, Run(null, "found by path"));
        }
        finally
        {
            _ = SetEnvironmentVariableW("PATH", path);
        }
    }

    [Fact]
    [Contract("D-proc-10")]
    public void FirstWord_MayBeAQuotedPath()
    {
        Assert.Equal(3u, Run(null, $"\"{Child.Program}\" exit 3"));
        Assert.Equal(4u, Run(Child.Program, "whatever exit 4"));
    }

    [Theory]
    [Contract("D-proc-16")]
    [InlineData("""a b  c""", "a|b|c")]
    [InlineData(""" "a b" c """, "a b|c")]
    [InlineData("""a\b "a\b" """, @"a\b|a\b")]
    [InlineData("""a\"b "a\"b" """, "a\"b|a\"b")]
    [InlineData("""a\\"b c" """, @"a\b c")]
    [InlineData("""a\\\"b""", "a\\\"b")]
    [InlineData("""
        "a""b c" d
        """, "a\"b c|d")]
    [InlineData("""
        "" x
        """, "|x")]
    [InlineData("""a"b"c""", "abc")]
    public void Arguments_FollowTheRulesOfTheCRuntime(string line, string expected)
    {
        // exit-with-arguments tells by its report, so no console is needed.
        using TestPipe report = TestPipe.WithInheritable(pipe => pipe.Write);
        Assert.Equal(ERROR_SUCCESS, Child.Create(
            Child.Program,
            $"\"{Child.Program}\" win32-arguments {Child.Name(report.Write)} {line}",
            new ChildOptions(),
            out PROCESS_INFORMATION process));
        report.CloseWrite();

        Assert.Equal((ERROR_BROKEN_PIPE, expected), Try.ReadToEnd(report.Read));
        Try.WaitFor(process.hProcess);
        _ = Try.Close(process.hProcess);
        _ = Try.Close(process.hThread);
    }

    [Fact]
    [Contract("D-proc-16")]
    public void ProgramName_KnowsNoEscapes() =>
        Assert.Equal(Known.Differs("D-proc-16") ? 64u : 6u, Run(Child.Program, "\"quoted\\\" exit 6"));

    [Theory]
    [Contract("D-proc-17")]
    [InlineData("x \"a\"\"b c\" d", "x|a\"b|c d")]
    [InlineData("x \"a\"\"\" b", "x|a\" b")]
    [InlineData("\"quoted name\"rest b", "quoted name|rest|b")]
    [InlineData("x a\\\\\"b c\"", "x|a\\b c")]
    public void CommandLineToArgv_EndsTheQuotesAtADoubledOne(string line, string expected) =>
        Assert.Equal(expected, string.Join('|', CommandLineToArgvW(line)!));

    [Fact]
    [Contract("D-proc-18")]
    public void CommandLine_IsTheLineAsItWasGiven()
    {
        string told = Assert.Single(Child.Run("line"));

        Assert.StartsWith($"\"{Child.Program}\" win32 ", told, StringComparison.Ordinal);
        Assert.EndsWith(" line", told, StringComparison.Ordinal);
    }

    [Fact]
    [Contract("D-proc-19")]
    public void Block_ReplacesAllVariables()
    {
        _ = SetEnvironmentVariableW("T_OWN", "of-the-parent");
        try
        {
            Assert.Equal(["of-the-parent"], Child.Run("variable:T_OWN"));
            Assert.Equal(
                ["err 203", "given"],
                Child.Run("variable:T_OWN;variable:T_GIVEN", new ChildOptions { Environment = Block("T_GIVEN=given") }));
        }
        finally
        {
            _ = SetEnvironmentVariableW("T_OWN", null);
        }
    }

    [Fact]
    [Contract("D-proc-20")]
    public void Block_KeepsItsOrder()
    {
        string told = Assert.Single(Child.Run("variables", new ChildOptions { Environment = Block("T_B=1", "T_A=2", "T_C=3") }));

        Assert.Equal("T_B=1 T_A=2 T_C=3 ", told);
    }

    [Fact]
    [Contract("D-proc-20")]
    public void Block_OfTwoOfAName_TheFirstCounts() =>
        Assert.Equal(["first"], Child.Run("variable:T_TWICE", new ChildOptions { Environment = Block("T_TWICE=first", "T_TWICE=second") }));

    [Fact]
    [Contract("D-env-1")]
    public void Variable_TellsItsLengthOrTheRoomItNeeds()
    {
        _ = SetEnvironmentVariableW("T_LENGTH", "12345");
        char[] buffer = new char[6];

        Assert.Equal(5u, GetEnvironmentVariableW("T_LENGTH", buffer));
        Assert.Equal("12345\0", new string(buffer));
        Assert.Equal(6u, GetEnvironmentVariableW("T_LENGTH", buffer.AsSpan(0, 5)));
        Assert.Equal(6u, GetEnvironmentVariableW("T_LENGTH", []));
        _ = SetEnvironmentVariableW("T_LENGTH", null);
        Assert.Equal((0u, ERROR_ENVVAR_NOT_FOUND), (GetEnvironmentVariableW("T_LENGTH", buffer), GetLastError()));
    }

    [Theory]
    [Contract("D-env-2")]
    [InlineData("")]
    [InlineData("A=B")]
    public void Variable_WithAWrongName_IsRefused(string name) =>
        Assert.Equal(ERROR_INVALID_PARAMETER, Try.Error(SetEnvironmentVariableW(name, "value")));

    [Fact]
    [Contract("D-env-2")]
    public void Variable_ThatWasSet_IsTheChildrensToo()
    {
        _ = SetEnvironmentVariableW("T_SET", "now");
        try
        {
            Assert.Equal(["now"], Child.Run("variable:T_SET"));
            Assert.Equal(["T_SET=now "], Child.Run("variables"));
        }
        finally
        {
            _ = SetEnvironmentVariableW("T_SET", null);
        }
    }

    [Fact]
    [Contract("L-7")]
    public void Names_AreCaseSensitiveWhereTheSystemsAre()
    {
        _ = SetEnvironmentVariableW("T_Case", "value");
        char[] buffer = new char[10];

        Assert.Equal(Known.Differs("L-7") ? 0u : 5u, GetEnvironmentVariableW("t_cASE", buffer));
        _ = SetEnvironmentVariableW("T_Case", null);
    }

    /// <summary>A block as CreateProcess takes it, with what the runtime in the child cannot begin without.</summary>
    private static string Block(params string[] variables)
    {
        IEnumerable<string> needed = new[] { "SystemRoot", "STANDPIPE_VERB_LOG", "DOTNET_ROOT", "DOTNET_EnableWriteXorExecute", "WINEPREFIX", "HOME", "PATH" }
            .Where(name => Environment.GetEnvironmentVariable(name) is not null)
            .Select(name => $"{name}={Environment.GetEnvironmentVariable(name)}");
        return string.Join('\0', [.. needed, .. variables]) + "\0";
    }

    private static uint Run(string? program, string line)
    {
        Assert.Equal(ERROR_SUCCESS, Child.Create(program, line, new ChildOptions(), out PROCESS_INFORMATION process));
        Try.WaitFor(process.hProcess);
        uint code = Try.ExitCode(process.hProcess).Code;
        _ = Try.Close(process.hProcess);
        _ = Try.Close(process.hThread);
        return code;
    }

    private static WIN32_ERROR Refusal(string line) => Child.Create(null, line, new ChildOptions(), out _);

    private static void AssertRefused(WIN32_ERROR expected, string program)
    {
        WIN32_ERROR error = Child.Create(program, $"\"{program}\"", new ChildOptions(), out PROCESS_INFORMATION process);

        Assert.Equal((expected, default(PROCESS_INFORMATION)), (error, process));
    }
}
