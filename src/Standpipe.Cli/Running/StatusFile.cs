using System.Globalization;
using System.Text;
using Standpipe.Cli.Reporting;

namespace Standpipe.Cli.Running;

/// <summary>The exit codes of all stages, for whoever asked: what PIPESTATUS is to a shell.</summary>
internal sealed class StatusFile : IDisposable
{
    private readonly OutputFile _file;

    private StatusFile(OutputFile file) => _file = file;

    /// <summary>Opens it, before anything runs. A FIFO waits for its reader.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="IOException">It cannot be opened.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    internal static async Task<StatusFile> OpenAsync(string path, CancellationToken cancellationToken) =>
        new(await OutputFile.OpenAsync(path, cancellationToken).ConfigureAwait(false));

    /// <summary>Writes a line for each stage; none if none ran.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    internal void Write(IReadOnlyList<GraphNodeResult> nodes) => _file.Write(Encoding.UTF8.GetBytes(string.Concat(
        nodes.Select(node => string.Create(CultureInfo.InvariantCulture, $"{node.ShellCode}\t{node.Node.Name}\n")))));

    /// <inheritdoc cref="OutputFile.Abandon"/>
    internal void Abandon() => _file.Abandon();

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
