using CliWrap;

namespace Standpipe.Benchmarks.Contenders;

/// <summary>CliWrap's operator.</summary>
internal static class CliWrapPipeline
{
    /// <summary>Runs it.</summary>
    /// <returns>The bytes that came out.</returns>
    internal static async Task<long> RunAsync(string file)
    {
        await using CountingStream end = new(Stream.Null);
        Command pipeline = Cli.Wrap("cat").WithArguments([file]) | Cli.Wrap("cat") | Cli.Wrap("cat") | PipeTarget.ToStream(end);
        CommandResult result = await pipeline.ExecuteAsync();
        return result.IsSuccess ? end.Bytes : throw new InvalidOperationException("cat failed.");
    }
}
