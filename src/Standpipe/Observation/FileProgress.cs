namespace Standpipe.Observation;

/// <summary>How far a stage has come in the file that it reads.</summary>
/// <param name="Path">The file, as the system names it.</param>
/// <param name="Position">Where the next read begins, in bytes.</param>
/// <param name="Length">The file's length at the last look, in bytes.</param>
public sealed record FileProgress(string Path, long Position, long Length);
