using System.Text.Json;
using Standpipe.Cli.Reporting;
using Standpipe.Cli.Reporting.Records;

namespace Standpipe.Cli.Tests.Reporting;

public class RunTraceTests
{
    [Fact]
    public void Write_Run_HasASpanForEachStage()
    {
        List<JsonElement> spans = [.. Events(Runs.Straight).Where(one => Phase(one) == "X")];

        Assert.Equal(["tar c /srv", "zstd -6", "ssh nas"], spans.Select(Name));
        Assert.All(spans, span => Assert.Equal((0, 42_000_000), (span.GetProperty("ts").GetDouble(), span.GetProperty("dur").GetDouble())));
        Assert.Equal("255", spans[2].GetProperty("args").GetProperty("exit").GetString());
        Assert.Equal(["pipes", "tar", "zstd", "ssh"], Events(Runs.Straight).Where(one => Name(one) == "process_name").Select(one => one.GetProperty("args").GetProperty("name").GetString()));
    }

    [Fact]
    public void Write_Run_HasACurveForEachSeries()
    {
        HistoryRecord history = Runs.Straight.History!;
        List<JsonElement> curves = [.. Events(Runs.Straight).Where(one => Phase(one) == "C")];
        List<JsonElement> rates = [.. curves.Where(one => Name(one) == "tar.1->zstd.0 rate")];

        // Four stretches of the hundred are not known: the curve is at 0 there, and after the last one.
        Assert.Equal(98, rates.Count);
        Assert.Equal([history.TimeNs[50] / 1000.0, history.TimeNs[99] / 1000.0], rates.Where(one => Value(one) == 0).Select(one => one.GetProperty("ts").GetDouble()));
        Assert.Equal(
            ((double?)history.Edges[0].Rate[0], 0.0, (double?)history.Edges[0].Rate[1], history.TimeNs[0] / 1000.0),
            (Value(rates[0]), rates[0].GetProperty("ts").GetDouble(), Value(rates[1]), rates[1].GetProperty("ts").GetDouble()));
        Assert.Equal(98, curves.Count(one => Name(one) == "processors" && one.GetProperty("pid").GetInt32() == 2));
        Assert.Equal(98, curves.Count(one => Name(one) == "blocked" && one.GetProperty("pid").GetInt32() == 3));
    }

    [Fact]
    public void Write_Bottleneck_IsToldOnce() =>
        Assert.Equal([Verdict.Say(Runs.Straight)], Events(Runs.Straight).Where(one => Phase(one) == "i").Select(Name));

    [Fact]
    public void Write_NotObserved_HasSpansAlone() => Assert.Equal(["M", "X"], Events(Runs.Unobserved).Select(Phase).Distinct());

    [Fact]
    public void Write_StagesThatSomebodyElseStarted_SpanTheTime() =>
        Assert.All(Events(Runs.Observed).Where(one => Phase(one) == "X"), span => Assert.Equal(42_300_000, span.GetProperty("dur").GetDouble()));

    [Fact]
    public void Write_StagesThatDidNotStart_HaveNoSpan()
    {
        RunRecord run = Runs.Unobserved with
        {
            Result = new ResultRecord { State = ResultRecord.NotStarted, ExitCode = 127, Policy = "cause" },
            Stages = [.. Runs.Unobserved.Stages.Select(stage => stage with { StartNs = null, EndNs = null })],
        };

        Assert.Equal(["M"], Events(run).Select(Phase).Distinct());
    }

    private static List<JsonElement> Events(RunRecord run)
    {
        using JsonDocument document = JsonDocument.Parse(RunTrace.Write(run));
        return [.. document.RootElement.GetProperty("traceEvents").EnumerateArray().Select(one => one.Clone())];
    }

    private static string? Phase(JsonElement one) => one.GetProperty("ph").GetString();

    private static string? Name(JsonElement one) => one.GetProperty("name").GetString();

    private static double? Value(JsonElement one) => one.GetProperty("args").GetProperty("bytes_per_second").GetDouble();
}
