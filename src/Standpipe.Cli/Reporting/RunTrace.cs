using System.Text.Encodings.Web;
using System.Text.Json;
using Standpipe.Cli.Reporting.Records;

namespace Standpipe.Cli.Reporting;

/// <summary>The run in the trace event format that Chrome's and Perfetto's viewers open: a row for each stage, and a curve for what its processors and its pipes did.</summary>
internal static class RunTrace
{
    private const double NanosecondsPerMicrosecond = 1000;

    // The rows that are nobody's process; stages count from 1.
    private const int Graph = 0;

    /// <summary>Writes a run.</summary>
    internal static byte[] Write(RunRecord run)
    {
        using MemoryStream bytes = new();
        using (Utf8JsonWriter json = new(bytes, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("displayTimeUnit", "ms");
            json.WriteStartArray("traceEvents");
            Name(json, Graph, "pipes");
            for (int i = 0; i < run.Stages.Count; i++)
            {
                Name(json, i + 1, run.Stages[i].Name);
                if (run.Stages[i].StartNs is not null || run.Result.State == ResultRecord.Observed)
                {
                    Span(json, i + 1, run.Stages[i], run);
                }
            }

            if (run.History is { } history)
            {
                Curves(json, history);
            }

            if (run.Bottleneck is not null)
            {
                Begin(json, "i", Graph, Verdict.Say(run), run.DurationNs);
                json.WriteString("s", "g");
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return [.. bytes.ToArray(), (byte)'\n'];
    }

    private static void Name(Utf8JsonWriter json, int row, string name)
    {
        Begin(json, "M", row, "process_name", 0);
        json.WriteStartObject("args");
        json.WriteString("name", name);
        json.WriteEndObject();
        json.WriteEndObject();
        Begin(json, "M", row, "process_sort_index", 0);
        json.WriteStartObject("args");
        json.WriteNumber("sort_index", row);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Span(Utf8JsonWriter json, int row, StageRecord stage, RunRecord run)
    {
        long start = stage.StartNs ?? 0;
        Begin(json, "X", row, stage.Command ?? (stage.Argv.Count > 0 ? string.Join(' ', stage.Argv) : stage.Name), start);
        json.WriteNumber("dur", ((stage.EndNs ?? run.DurationNs) - start) / NanosecondsPerMicrosecond);
        json.WriteStartObject("args");
        json.WriteString("exit", Verdict.SayExit(stage.Exit));
        Number(json, "pid", stage.Pid);
        Number(json, "bytes_read", stage.BytesRead);
        Number(json, "bytes_written", stage.BytesWritten);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Curves(Utf8JsonWriter json, HistoryRecord history)
    {
        HashSet<(int Row, string Name)> standing = [];
        long begin = 0;

        // A value holds from its event to the next one: each is put where its stretch of time begins, and a last one, of nothing, where all have ended.
        for (int i = 0; i <= history.TimeNs.Count; i++)
        {
            for (int stage = 0; stage < history.Stages.Count; stage++)
            {
                StageSeriesRecord series = history.Stages[stage];
                Curve(json, standing, stage + 1, "processors", begin, ("used", At(series.Processors, i)));
                Curve(json, standing, stage + 1, "blocked", begin, ("reading", At(series.BlockedRead, i)), ("writing", At(series.BlockedWrite, i)));
            }

            foreach (EdgeSeriesRecord series in history.Edges)
            {
                Curve(json, standing, Graph, $"{series.Name} rate", begin, ("bytes_per_second", At(series.Rate, i)));
                Curve(json, standing, Graph, $"{series.Name} fill", begin, ("share", At(series.Fill, i)));
            }

            begin = i < history.TimeNs.Count ? history.TimeNs[i] : begin;
        }
    }

    private static double? At(IReadOnlyList<double?> series, int index) => index < series.Count ? series[index] : null;

    /// <summary>Writes a point of a curve. What is not known has none; a curve that stands at something then comes down to 0, or it would stay there to the end.</summary>
    private static void Curve(
        Utf8JsonWriter json, HashSet<(int Row, string Name)> standing, int row, string name, long time, params ReadOnlySpan<(string Name, double? Value)> values)
    {
        bool isKnown = true;
        foreach ((_, double? value) in values)
        {
            isKnown &= value is not null;
        }

        if (isKnown)
        {
            _ = standing.Add((row, name));
        }
        else if (!standing.Remove((row, name)))
        {
            return;
        }

        Begin(json, "C", row, name, time);
        json.WriteStartObject("args");
        foreach ((string part, double? value) in values)
        {
            json.WriteNumber(part, isKnown ? value!.Value : 0);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Begin(Utf8JsonWriter json, string phase, int row, string name, long time)
    {
        json.WriteStartObject();
        json.WriteString("ph", phase);
        json.WriteNumber("pid", row);
        json.WriteNumber("tid", row);
        json.WriteString("name", name);
        json.WriteNumber("ts", time / NanosecondsPerMicrosecond);
    }

    private static void Number(Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } known)
        {
            json.WriteNumber(name, known);
        }
    }
}
