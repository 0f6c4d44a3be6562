using System.Globalization;
using System.Runtime.CompilerServices;

namespace Standpipe.ContractTests.Support;

/// <summary>A child that makes Win32 calls (the test child's verb win32) and reports what came of them, a line each.</summary>
internal sealed class Child : IDisposable
{
    private readonly TestPipe _report;
    private readonly PROCESS_INFORMATION _process;

    private Child(TestPipe report, PROCESS_INFORMATION process) => (_report, _process) = (report, process);

    internal static string Program { get; } =
        Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "Standpipe.TestChild.exe" : "Standpipe.TestChild");

    internal HANDLE Process => _process.hProcess;

    internal HANDLE Thread => _process.hThread;

    internal uint Id => _process.dwProcessId;

    internal uint ThreadId => _process.dwThreadId;

    /// <summary>The value of a handle, as a script names it.</summary>
    internal static string Name(HANDLE handle) => handle.Value.ToString("x", CultureInfo.InvariantCulture);

    /// <summary>Starts a child that runs the script.</summary>
    /// <remarks>It reports to an inherited handle; if it inherits nothing, to a copy of this process's standard output, set for the start.</remarks>
    internal static Child Start(string script, ChildOptions? options = null)
    {
        options ??= new ChildOptions();
        TestPipe report = TestPipe.WithInheritable(pipe => pipe.Write);
        HANDLE before = GetStdHandle(STD_OUTPUT_HANDLE);
        if (!options.Inherit)
        {
            Assert.Equal(ERROR_SUCCESS, Try.Error(SetStdHandle(STD_OUTPUT_HANDLE, report.Write)));
        }

        try
        {
            string line = $"\"{Program}\" win32 {(options.Inherit ? Name(report.Write) : "out")} {script}";
            ChildOptions complete = options.List is null ? options : options with { List = [report.Write, .. options.List] };
            Assert.Equal(ERROR_SUCCESS, Create(Program, line, complete, out PROCESS_INFORMATION process));
            return new Child(report, process);
        }
        finally
        {
            _ = SetStdHandle(STD_OUTPUT_HANDLE, before);
            report.CloseWrite();
        }
    }

    /// <summary>Runs a script to its end.</summary>
    /// <returns>The lines that it reported.</returns>
    internal static string[] Run(string script, ChildOptions? options = null)
    {
        using Child child = Start(script, options);
        string[] lines = child.Rest();
        Assert.Equal(0u, child.ExitCode());
        return lines;
    }

    /// <summary>CreateProcessW with the options.</summary>
    internal static unsafe WIN32_ERROR Create(string? program, string? line, ChildOptions options, out PROCESS_INFORMATION process)
    {
        STARTUPINFOW startup = new() { cb = (uint)Unsafe.SizeOf<STARTUPINFOW>() };
        if (options.Standard is { } standard)
        {
            startup.dwFlags = STARTF_USESTDHANDLES;
            (startup.hStdInput, startup.hStdOutput, startup.hStdError) = standard;
        }

        if (options.List is null)
        {
            return Try.Error(CreateProcessW(
                program, line, options.Inherit, options.Flags, options.Environment, options.Directory, startup, out process));
        }

        using AttributeList list = new(1);
        Assert.Equal(ERROR_SUCCESS, list.SetHandles(options.List));
        startup.cb = (uint)Unsafe.SizeOf<STARTUPINFOEXW>();
        STARTUPINFOEXW extended = new() { StartupInfo = startup, lpAttributeList = list.Value };
        return Try.Error(CreateProcessW(
            program, line, options.Inherit, options.Flags, options.Environment, options.Directory, extended, out process));
    }

    /// <summary>The next line of the report.</summary>
    internal string Line()
    {
        string line = string.Empty;
        while (true)
        {
            (WIN32_ERROR error, string one) = Try.Read(_report.Read, 1);
            Assert.True(error == ERROR_SUCCESS, $"the child reports no more: {error}; it had begun '{line}'");
            if (one == "\n")
            {
                return line;
            }

            line += one;
        }
    }

    /// <summary>The lines until the report ends.</summary>
    internal string[] Rest() => Try.ReadToEnd(_report.Read).Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Waits for the end.</summary>
    internal uint ExitCode()
    {
        Try.WaitFor(Process);
        return Try.ExitCode(Process).Code;
    }

    public void Dispose()
    {
        _report.Dispose();
        if (WaitForSingleObject(Process, 0) != WAIT_OBJECT_0)
        {
            _ = TerminateProcess(Process, 1);
        }

        _ = WaitForSingleObject(Process, INFINITE);
        _ = CloseHandle(_process.hProcess);
        _ = CloseHandle(_process.hThread);
    }
}
