using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Standpipe.Observation;

namespace Standpipe.Cli.Reporting;

/// <summary>How it stands, as one line of JSON with the names of docs/run-json.md. null is what nobody knows.</summary>
internal static class ProgressJson
{
    private const string SchemaName = "standpipe-progress/1";

    /// <summary>Says it.</summary>
    internal static string Say(GraphProfile profile)
    {
        using MemoryStream bytes = new();
        using (Utf8JsonWriter json = new(bytes, new JsonWriterOptions { Encoder = JavaScriptEncoder.Default }))
        {
            json.WriteStartObject();
            json.WriteString("schema", SchemaName);
            json.WriteNumber("time_ns", ProfileRecords.Ns(profile.Elapsed));
            json.WriteStartArray("stages");
            foreach (StageProfile stage in profile.Stages)
            {
                json.WriteStartObject();
                json.WriteString("name", stage.Name);
                json.WriteString("state", ProfileRecords.Kebab(stage.State));
                Write(json, "processors", ProfileRecords.Round(stage.CpuShare));
                Write(json, "blocked_read", ProfileRecords.Round(stage.BlockedReadShare));
                Write(json, "blocked_write", ProfileRecords.Round(stage.BlockedWriteShare));
                Write(json, "bytes_read", stage.BytesRead);
                Write(json, "bytes_written", stage.BytesWritten);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("edges");
            foreach (EdgeProfile edge in profile.Edges)
            {
                json.WriteStartObject();
                json.WriteString("name", edge.Name);
                Write(json, "bytes", ProfileRecords.Bytes(edge.BytesTransferred, edge.Quality));
                Write(json, "rate", ProfileRecords.Round(ProfileRecords.Rate(edge)));
                Write(json, "fill", edge is { BytesInPipe: { } held, Capacity: > 0 and int capacity } ? ProfileRecords.Round((double)held / capacity) : null);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WritePropertyName("bottleneck");
            if (profile.Bottleneck is { } bottleneck)
            {
                json.WriteStartObject();
                json.WriteString("stage", bottleneck.Stage);
                json.WriteString("kind", ProfileRecords.Kebab(bottleneck.Kind));
                json.WriteEndObject();
            }
            else
            {
                json.WriteNullValue();
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static void Write(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } known)
        {
            json.WriteNumber(name, known);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static void Write(Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } known)
        {
            json.WriteNumber(name, known);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
