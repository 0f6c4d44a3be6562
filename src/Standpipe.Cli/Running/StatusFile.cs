using System.Globalization;
using System.Text;

namespace Standpipe.Cli.Running;

/// <summary>The exit codes of all stages, for whoever asked: what PIPESTATUS is to a shell.</summary>
internal sealed class StatusFile : IDisposable
{
    private readonly FileStream _file;

    private StatusFile(FileStream file) => _file = file;

    /// <summary>Opens it, before anything runs.</summary>
    /// <exception cref="IOException">It cannot be opened.</exception>
    internal static StatusFile Open(string path)
    {
        try
        {
            return new StatusFile(new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0));
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new IOException(exception.Message, exception);
        }
    }

    /// <summary>Writes a line for each stage.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    internal void Write(GraphResult result) => _file.Write(Encoding.UTF8.GetBytes(string.Concat(
        result.Nodes.Select(node => string.Create(CultureInfo.InvariantCulture, $"{node.ShellCode}\t{node.Node.Name}\n")))));

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
