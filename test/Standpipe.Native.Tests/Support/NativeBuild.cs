using System.Diagnostics.CodeAnalysis;

[assembly: AssemblyFixture(typeof(NativeBuild))]

namespace Standpipe.Native.Tests.Support;

/// <summary>Builds libstandpipe.so once for all tests, and C programs against it, in a folder that goes with it.</summary>
[SuppressMessage("Design", "CA1001", Justification = "xunit disposes of it asynchronously.")]
public sealed class NativeBuild : IAsyncDisposable
{
    private readonly SemaphoreSlim _lock = new(1, 1);
    private readonly string _folder = Directory.CreateTempSubdirectory("standpipe-native-").FullName;
    private Task<string>? _library;
    private Task<string>? _prefix;
    private ChildProcess? _idler;
    private int _programs;

    /// <summary>A folder for this run.</summary>
    internal string Folder => _folder;

    /// <summary>The folder of libstandpipe.so, built. Skips without gcc.</summary>
    internal async Task<string> LibraryAsync()
    {
        Tools.Require("gcc");
        return await OnceAsync(() => _library ??= BuildLibraryAsync());
    }

    /// <summary>Compiles a C or C++ program for Linux and links it with the library.</summary>
    /// <param name="source">The source file.</param>
    /// <param name="flags">More flags for the compiler.</param>
    /// <returns>The program.</returns>
    internal async Task<string> LinuxProgramAsync(string source, params string[] flags)
    {
        string library = await LibraryAsync();
        string program = NewPath(source, string.Empty);
        string compiler = source.EndsWith(".cpp", StringComparison.Ordinal) ? "g++" : "gcc";
        Tools.Require(compiler);
        await MustAsync(
            compiler, [.. flags, "-I", Repository.Include, source, "-o", program, "-L", library, "-lstandpipe", $"-Wl,-rpath,{library}"]);
        return program;
    }

    /// <summary>Compiles a C program for Windows.</summary>
    /// <inheritdoc cref="LinuxProgramAsync"/>
    internal async Task<string> WindowsProgramAsync(string source, params string[] flags)
    {
        Tools.Require("x86_64-w64-mingw32-gcc", "wine");
        string program = NewPath(source, ".exe");
        await MustAsync("x86_64-w64-mingw32-gcc", [.. flags, source, "-o", program]);
        return program;
    }

    /// <summary>The options to run a Windows program with, under Wine, in a prefix of our own.</summary>
    internal async Task<ChildProcessOptions> WineAsync(string program, params string[] arguments)
    {
        Tools.Require("wine", "wineboot");
        string prefix = await OnceAsync(() => _prefix ??= MakePrefixAsync());
        ChildProcessOptions options = ProgramRun.Captured("wine", [program, .. arguments]);
        SetWine(options, prefix);
        return options;
    }

    /// <summary>The same, with a working directory.</summary>
    internal async Task<ChildProcessOptions> WineInAsync(string folder, string program, params string[] arguments)
    {
        Tools.Require("wine", "wineboot");
        string prefix = await OnceAsync(() => _prefix ??= MakePrefixAsync());
        ChildProcessOptions options = ProgramRun.CapturedIn(folder, "wine", [program, .. arguments]);
        SetWine(options, prefix);
        return options;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_prefix is { IsCompletedSuccessfully: true } prefix)
        {
            ChildProcessOptions end = ProgramRun.Captured("wineserver", "-k");
            SetWine(end, await prefix);
            _ = await ChildProcess.RunAsync(end);
        }

        if (_idler is not null)
        {
            await _idler.DisposeAsync();
        }

        _lock.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static void SetWine(ChildProcessOptions options, string prefix)
    {
        options.Environment["WINEPREFIX"] = prefix;
        options.Environment["WINEDEBUG"] = "-all";
        options.Environment["DISPLAY"] = null;
        options.Environment["WAYLAND_DISPLAY"] = null;
    }

    private static async Task<ProgramRun> MustAsync(string program, string[] arguments)
    {
        ProgramRun run = await ProgramRun.StartAsync(ProgramRun.Captured(program, arguments));
        Assert.True(run.Status.IsSuccess, $"{program} {string.Join(' ', arguments)}: {run.Status}\n{run.Output}{run.Error}");
        return run;
    }

    private static async Task<string> BuildLibraryAsync()
    {
        Tools.Require("dotnet", "bash");
        _ = await MustAsync("bash", [Repository.File("eng", "build-native.sh")]);
        return Repository.File("artifacts", "native");
    }

    private async Task<string> MakePrefixAsync()
    {
        string prefix = Path.Combine(_folder, "prefix");
        ChildProcessOptions boot = ProgramRun.Captured("wineboot", "-i");
        SetWine(boot, prefix);
        ProgramRun run = await ProgramRun.StartAsync(boot);
        Assert.True(run.Status.IsSuccess, $"wineboot: {run.Status} {run.Error}");

        // Wine's services start with the first program, inherit its output, and outlive the last one by seconds: whoever captures what a
        // program prints would wait for them, each time. So one stays, and they have its output: a shell, until we close its input. When
        // it has greeted, they run.
        ChildProcessOptions idler = new("wine", "cmd")
        {
            StandardInput = ChildInput.Pipe,
            StandardOutput = ChildOutput.Pipe,
            StandardError = ChildOutput.Null,
        };
        SetWine(idler, prefix);
        _idler = ChildProcess.Start(idler);
        int greeting = await _idler.StandardOutput!.ReadAsync(new byte[1], TestContext.Current.CancellationToken);
        Assert.Equal(1, greeting);
        return prefix;
    }

    private async Task<T> OnceAsync<T>(Func<Task<T>> make)
    {
        await _lock.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            return await make();
        }
        finally
        {
            _ = _lock.Release();
        }
    }

    private string NewPath(string source, string extension)
    {
        string folder = Path.Combine(_folder, Interlocked.Increment(ref _programs).ToString(System.Globalization.CultureInfo.InvariantCulture));
        _ = Directory.CreateDirectory(folder);
        return Path.Combine(folder, Path.GetFileNameWithoutExtension(source) + extension);
    }
}
