using System.Text.Json;
using System.Text.Json.Serialization;
using Standpipe.Cli.Inspecting.Records;
using Standpipe.Inspection;

namespace Standpipe.Cli.Inspecting;

/// <summary>What was seen as JSON (docs/inspect-json.md).</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(MapRecord))]
[JsonSerializable(typeof(WhyRecord))]
internal sealed partial class InspectJson : JsonSerializerContext
{
    /// <summary>Writes a selection.</summary>
    internal static string Write(MapSelection selection) => JsonSerializer.Serialize(MapRecords.Record(selection), Default.MapRecord) + "\n";

    /// <summary>Writes why a process waits.</summary>
    internal static string Write(int processId, WaitChain chain) => JsonSerializer.Serialize(MapRecords.Record(processId, chain), Default.WhyRecord) + "\n";
}
