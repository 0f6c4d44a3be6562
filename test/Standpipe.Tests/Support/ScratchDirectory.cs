namespace Standpipe.Tests;

/// <summary>A directory of one test's own.</summary>
internal sealed class ScratchDirectory : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("standpipe-").FullName;

    internal string Path => _path;

    internal string this[string name] => System.IO.Path.Combine(_path, name);

    public void Dispose() => Directory.Delete(_path, recursive: true);

    /// <summary>The text of a file that may still be open for writing.</summary>
    internal string Read(string name)
    {
        using StreamReader reader = new(new FileStream(this[name], FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        return reader.ReadToEnd();
    }

    /// <summary>Makes a file that everybody may execute.</summary>
    internal string Executable(string name, string content)
    {
        string path = this[name];
        File.WriteAllText(path, content);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, File.GetUnixFileMode(path) | UnixFileMode.UserExecute | UnixFileMode.GroupExecute);
        }

        return path;
    }

    /// <summary>Makes the test child known by another path.</summary>
    internal string Link(string name)
    {
        string path = this[name];
        _ = Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        _ = File.CreateSymbolicLink(path, TestChildProgram.Path);
        return path;
    }
}
