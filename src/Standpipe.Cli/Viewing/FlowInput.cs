namespace Standpipe.Cli.Viewing;

/// <summary>How far the file has been read that the graph reads.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Position">Bytes read.</param>
/// <param name="Size">Bytes it has, more than 0.</param>
/// <param name="Remaining">How long the rest will take at this rate; null while nobody can tell.</param>
internal sealed record FlowInput(string Name, long Position, long Size, TimeSpan? Remaining)
{
    /// <summary>Gets the share that has been read.</summary>
    internal double Share => Math.Clamp((double)Position / Size, 0, 1);
}
