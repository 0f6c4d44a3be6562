using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Standpipe.Cli.Language;
using Standpipe.Cli.Planning;

namespace Standpipe.Cli.Explaining;

/// <summary>An explanation for programs (docs/graphs-tool.md).</summary>
internal static class ExplanationJson
{
    private const string SchemaName = "standpipe-graph/1";

    /// <summary>Writes it.</summary>
    internal static string Write(Explanation explanation)
    {
        using MemoryStream bytes = new();
        using (Utf8JsonWriter json = new(bytes, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("schema", SchemaName);
            WriteList(json, "stages", explanation.Plan.Nodes, node => Write(json, node, explanation));
            WriteList(json, "edges", explanation.Plan.Pipes, pipe => Write(json, pipe));
            json.WriteStartObject("options");
            json.WriteString("exit_policy", explanation.Options.ExitPolicy.ToString().ToLowerInvariant());
            json.WriteString("early_close", GraphFile.EarlyClosePolicies.First(policy => policy.Value == explanation.Options.EarlyClose).Key);
            WriteTime(json, "timeout_ns", explanation.Options.Timeout);
            WriteTime(json, "stall_timeout_ns", explanation.Options.StallTimeout);
            WriteTime(json, "kill_after_ns", explanation.Options.KillAfter);
            json.WriteEndObject();
            json.WriteString("shell", explanation.Shell);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static void Write(Utf8JsonWriter json, PlanNode node, Explanation explanation)
    {
        json.WriteStartObject();
        json.WriteString("name", node.Name);
        WriteList(json, "argv", node.Words, json.WriteStringValue);
        json.WriteString("program", explanation.Programs[node]);
        json.WriteString("directory", node.Directory);
        json.WriteStartObject("env");
        foreach ((string name, string value) in node.Syntax.Assignments.GroupBy(entry => entry.Key).Select(group => group.Last()))
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
        WriteList(json, "descriptors", node.Descriptors, entry => Write(json, entry.Key, entry.Value, explanation.Plan));
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, int descriptor, PlanStream stream, GraphPlan plan)
    {
        json.WriteStartObject();
        json.WriteNumber("fd", descriptor);
        switch (stream)
        {
            case PlanStream.PipeEnd end:
                json.WriteString("kind", "pipe");
                json.WriteString("end", end.IsRead ? "read" : "write");
                WriteList(
                    json,
                    "edges",
                    plan.Pipes.Where(pipe => pipe == end.Pipe || (pipe.Relay is { } relay && relay.Incoming == end.Pipe)).Select(pipe => pipe.Name),
                    json.WriteStringValue);
                WriteList(
                    json,
                    "files",
                    plan.Relays.Where(relay => relay.Incoming == end.Pipe).SelectMany(relay => relay.Files).Select(file => file.Path),
                    json.WriteStringValue);
                break;
            case PlanStream.OpenFile file:
                json.WriteString("kind", "file");
                json.WriteString("path", file.Path);
                json.WriteString("mode", file.Kind switch { RedirectKind.Read => "read", RedirectKind.Append => "append", _ => "create" });
                break;
            case PlanStream.Inherited inherited:
                json.WriteString("kind", "inherited");
                json.WriteNumber("of", inherited.Descriptor);
                break;
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, PlanPipe pipe)
    {
        json.WriteStartObject();
        json.WriteString("name", pipe.Name);
        WriteList(json, "from", pipe.From, port => Write(json, port));
        WriteList(json, "to", pipe.Readers, port => Write(json, port));
        if (pipe.Capacity is { } capacity)
        {
            json.WriteNumber("capacity", capacity);
        }
        else
        {
            json.WriteNull("capacity");
        }

        json.WriteBoolean("meter", pipe.Meter);
        json.WriteBoolean("relay", pipe.Relay is not null);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, PlanPort port)
    {
        json.WriteStartObject();
        json.WriteString("stage", port.Node.Name);
        json.WriteNumber("fd", port.Descriptor);
        json.WriteEndObject();
    }

    private static void WriteTime(Utf8JsonWriter json, string name, TimeSpan? time)
    {
        if (time is { } span)
        {
            json.WriteNumber(name, span.Ticks * TimeSpan.NanosecondsPerTick);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static void WriteList<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (T item in items)
        {
            write(item);
        }

        json.WriteEndArray();
    }
}
