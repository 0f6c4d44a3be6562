using System.Text.Json;
using System.Text.Json.Serialization;
using Standpipe.Cli.Reporting.Records;

namespace Standpipe.Cli.Reporting;

/// <summary>The run as JSON (docs/run-json.md).</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, NewLine = "\n")]
[JsonSerializable(typeof(RunRecord))]
internal sealed partial class RunJson : JsonSerializerContext
{
    /// <summary>Writes a run.</summary>
    internal static byte[] Write(RunRecord run) => [.. JsonSerializer.SerializeToUtf8Bytes(run, Default.RunRecord), (byte)'\n'];

    /// <summary>Reads a run.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    internal static RunRecord? Read(byte[] json) => JsonSerializer.Deserialize(json, Default.RunRecord);
}
