namespace Standpipe.Cli.Running;

/// <summary>A pipe that a stage writes, as far as its readers are concerned.</summary>
/// <param name="KernelName">What /proc calls it; null if it cannot be told.</param>
/// <param name="Readers">The stages that were given it to read.</param>
internal sealed record OutputPipe(string? KernelName, IReadOnlyList<StageRun> Readers)
{
    /// <summary>Whether no reader has it any more.</summary>
    internal bool IsLeft() =>
        KernelName is not null && Readers.All(reader => reader.HasExited || !ProcFile.Holds(reader.Id, KernelName));
}
