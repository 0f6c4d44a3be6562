namespace Standpipe.Benchmarks.Comparing;

/// <summary>The C contenders, compiled on the spot.</summary>
internal sealed class NativePrograms : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("standpipe-bench-");

    /// <summary>Gets what there is to say of the compiler.</summary>
    internal string Compiler { get; private set; } = string.Empty;

    /// <summary>Gets whether there are C contenders.</summary>
    internal bool Exist { get; private set; }

    /// <summary>Compiles all of them.</summary>
    internal static NativePrograms Compile()
    {
        NativePrograms programs = new();
        try
        {
            programs.CompileAll();
        }
        catch (ChildStartException)
        {
            programs.Compiler = "no gcc here: there are no C contenders, and ratios are to ours (sync, or the row named)";
        }

        return programs;
    }

    /// <summary>A program's file; null if there is none.</summary>
    internal string? Find(string name) => Exist ? Path.Combine(_folder.FullName, name) : null;

    /// <summary>Removes them.</summary>
    public void Dispose() => _folder.Delete(recursive: true);

    private void CompileAll()
    {
        Compiler = FirstLine(Run("--version").StandardOutput!.Text) + ", -O2";
        string sources = Path.Combine(AppContext.BaseDirectory, "native");
        foreach (string source in Directory.EnumerateFiles(sources, "*.c"))
        {
            string program = Path.Combine(_folder.FullName, Path.GetFileNameWithoutExtension(source));
            ChildResult result = Run("-O2", "-Wall", "-o", program, source);
            if (!result.Status.IsSuccess)
            {
                throw new ContenderException($"gcc {Path.GetFileName(source)}: {result.StandardError!.Text}");
            }
        }

        Exist = true;
    }

    private static ChildResult Run(params string[] arguments) => ChildProcess.Run(
        new ChildProcessOptions("gcc", arguments) { StandardOutput = ChildOutput.Capture, StandardError = ChildOutput.Capture });

    private static string FirstLine(string text) => text.Split('\n')[0];
}
