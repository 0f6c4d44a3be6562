using Medallion.Shell;

namespace Standpipe.Benchmarks.Contenders;

/// <summary>MedallionShell's operator.</summary>
internal static class MedallionShellPipeline
{
    /// <summary>Runs it.</summary>
    /// <returns>The bytes that came out.</returns>
    internal static async Task<long> RunAsync(string file)
    {
        await using CountingStream end = new(Stream.Null);
        using Command pipeline = Command.Run("cat", file) | Command.Run("cat") | Command.Run("cat").RedirectTo(end);
        CommandResult result = await pipeline.Task;
        return result.Success ? end.Bytes : throw new InvalidOperationException("cat failed.");
    }
}
