namespace Standpipe.Cli.Tests;

/// <summary>A directory for one test.</summary>
internal sealed class Scratch : IDisposable
{
    internal string Path { get; } = Directory.CreateTempSubdirectory("standpipe-").FullName;

    /// <summary>Writes a file and gives its path.</summary>
    internal string Write(string name, string text, bool executable = false)
    {
        string path = In(name);
        File.WriteAllText(path, text);
        if (executable)
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return path;
    }

    internal string In(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Makes a FIFO and gives its path.</summary>
    internal string MakeFifo(string name)
    {
        string path = In(name);
        Assert.Equal(0, Native.mkfifo(path, 0x180));
        return path;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
