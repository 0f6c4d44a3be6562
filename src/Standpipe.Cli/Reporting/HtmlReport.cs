using System.Globalization;
using System.Text;
using Standpipe.Cli.Reporting.Records;

namespace Standpipe.Cli.Reporting;

/// <summary>A run as one HTML file: no script, nothing to fetch, every figure as text as well as drawn.</summary>
internal static class HtmlReport
{
    private static readonly Markup s_hot = new Markup().AddTrusted(" class=\"hot\"");
    private static readonly Markup s_nothing = new();

    /// <summary>Writes it.</summary>
    internal static byte[] Write(RunRecord run)
    {
        string title = run.Bottleneck is { } bottleneck ? $"{bottleneck.Stage} was the bottleneck" : "A run of standpipe";
        Markup page = new Markup()
            .Add($"<!DOCTYPE html>")
            .Add($"<html lang=\"en\">")
            .Add($"<head>")
            .Add($"<meta charset=\"utf-8\">")
            .Add($"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
            .Add($"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">")
            .Add($"<title>{title}</title>")
            .AddTrusted($"<style>\n{ReadStyle()}</style>\n")
            .Add($"</head>")
            .Add($"<body>")
            .Add($"<main>");
        AddHead(page, run);
        if (run.Edges.Count > 0)
        {
            _ = page.Add($"<h2 id=\"graph\">The graph</h2>")
                .Add($"<figure>{GraphDrawing.Draw(run)}<figcaption>Stages and the pipes between them: bytes a second on average, and how full the pipe was.</figcaption></figure>");
        }

        if (run.Stages.Any(stage => stage.Time is not null))
        {
            _ = page.Add($"<h2 id=\"time\">Where the time went</h2>").Add(TimeBars.Draw(run));
        }

        AddCharts(page, run);
        AddStages(page, run);
        AddEdges(page, run);
        AddEvidence(page, run);
        string when = run.Start.ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);
        _ = page.Add($"<footer><p>{run.Tool.Name} {run.Tool.Version}, {when}, {run.Platform.System}, {run.Platform.Architecture}, {run.Platform.Processors} processors. ")
            .Add($"A figure that the system does not tell is shown as {Amount.Unknown}.</p></footer>")
            .Add($"</main>")
            .Add($"</body>")
            .Add($"</html>");
        return Encoding.UTF8.GetBytes(page.ToString());
    }

    private static void AddHead(Markup page, RunRecord run)
    {
        _ = page.Add($"<header>").Add($"<h1>{Verdict.Say(run)}</h1>");
        if (run.Graph is { } graph)
        {
            _ = page.Add($"<code class=\"graph-text\">{graph}</code>");
        }

        if (run.Bottleneck is { } bottleneck)
        {
            _ = page.Add($"<p>{bottleneck.Reason}</p>");
            if (bottleneck.Hint is { } hint)
            {
                _ = page.Add($"<p class=\"hint\"><strong>Hint:</strong> {hint}</p>");
            }
        }

        if (run.Result.State == ResultRecord.Observed)
        {
            _ = page.Add($"<p>{Verdict.SayResult(run.Result)}</p>");
        }
        else if (run.Result.State != "succeeded")
        {
            _ = page.Add($"<p class=\"failed\"><strong>{Verdict.SayResult(run.Result)}</strong> {run.Result.Reason}</p>");
        }

        _ = page.Add($"<dl class=\"facts\">");
        AddFact(page, "time", Amount.Time(Ns(run.DurationNs)));
        AddFact(page, "result", run.Result.State == ResultRecord.Observed ? "unknown" : run.Result.State == "succeeded" ? "exit 0" : $"{run.Result.State}, exit {run.Result.ExitCode}");
        if (run.Edges.Count > 0)
        {
            AddFact(page, "into the first pipe", Amount.Bytes(run.Edges[0].Bytes));
            AddFact(page, "out of the last pipe", Amount.Bytes(run.Edges[^1].Bytes));
        }

        AddFact(page, "processor time", Amount.Time(Ns(ProcessorTime(run))));
        _ = page.Add($"</dl>").Add($"</header>");
    }

    private static void AddFact(Markup page, string name, string value) => _ = page.Add($"<div><dt>{name}</dt><dd>{value}</dd></div>");

    private static void AddCharts(Markup page, RunRecord run)
    {
        if (run.History is not { TimeNs.Count: > 1, Edges.Count: > 0 } history)
        {
            return;
        }

        double[] seconds = [.. history.TimeNs.Select(time => time / 1e9)];
        _ = page.Add($"<h2 id=\"flow\">Rate and fill over time</h2>")
            .Add(LineChart.Draw("Rate", "bytes a second", "rate", seconds, [.. history.Edges.Select(edge => (edge.Name, edge.Rate))], LineChart.BytesAxis))
            .Add(LineChart.Draw("Fill", "how full each pipe was", "fill", seconds, [.. history.Edges.Select(edge => (edge.Name, edge.Fill))], LineChart.ShareAxis));
        if (history.Stages.Count > 0)
        {
            _ = page.Add($"<h2 id=\"processors\">Processors over time</h2>")
                .Add(LineChart.Draw(
                    "Processors", "processors used by each stage", "cpu", seconds, [.. history.Stages.Select(stage => (stage.Name, stage.Processors))], LineChart.NumberAxis));
        }
    }

    private static void AddStages(Markup page, RunRecord run)
    {
        _ = page.Add($"<h2 id=\"stages\">Stages</h2>")
            .Add($"<div class=\"scroll\"><table>")
            .Add($"<thead><tr><th scope=\"col\">stage</th><th scope=\"col\" class=\"words\">exit</th><th scope=\"col\">wall</th><th scope=\"col\">user + system</th>")
            .Add($"<th scope=\"col\">blocked<br>reading</th><th scope=\"col\">blocked<br>writing</th><th scope=\"col\">waiting for<br>a processor</th>")
            .Add($"<th scope=\"col\">peak memory</th><th scope=\"col\">read</th><th scope=\"col\">written</th><th scope=\"col\" class=\"words\">command</th></tr></thead>")
            .Add($"<tbody>");
        foreach (StageRecord stage in run.Stages)
        {
            bool hot = run.Bottleneck?.Stage == stage.Name;
            _ = page.Add($"<tr{(hot ? s_hot : s_nothing)}><th scope=\"row\">{stage.Name}{(hot ? " (bottleneck)" : string.Empty)}</th><td class=\"words\">{Verdict.SayExit(stage.Exit)}</td>")
                .Add($"<td>{Amount.Time(Ns(stage.EndNs - stage.StartNs))}</td><td>{Amount.Time(Ns(stage.Usage?.UserNs + stage.Usage?.SystemNs))}</td>")
                .Add($"<td>{Amount.Time(Ns(stage.Time?.BlockedReadNs))}</td><td>{Amount.Time(Ns(stage.Time?.BlockedWriteNs))}</td><td>{Amount.Time(Ns(stage.Time?.CpuWaitNs))}</td>")
                .Add($"<td>{SummaryTable.Memory(stage.Usage)}</td><td>{Amount.Bytes(stage.BytesRead)}</td><td>{Amount.Bytes(stage.BytesWritten)}</td>")
                .Add($"<td class=\"command\"><code>{SummaryTable.Command(stage)}</code></td></tr>");
        }

        _ = page.Add($"</tbody></table></div>");
    }

    private static void AddEdges(Markup page, RunRecord run)
    {
        if (run.Edges.Count == 0)
        {
            return;
        }

        _ = page.Add($"<h2 id=\"edges\">Pipes</h2>")
            .Add($"<div class=\"scroll\"><table>")
            .Add($"<thead><tr><th scope=\"col\">pipe</th><th scope=\"col\">bytes</th><th scope=\"col\" class=\"words\">counted</th><th scope=\"col\">mean rate</th><th scope=\"col\">capacity</th>")
            .Add($"<th scope=\"col\">mean fill</th><th scope=\"col\">time full</th><th scope=\"col\">time empty</th><th scope=\"col\" class=\"words\">closed first by</th></tr></thead>")
            .Add($"<tbody>");
        foreach (EdgeRecord edge in run.Edges)
        {
            _ = page.Add($"<tr><th scope=\"row\">{edge.Name}</th><td>{Amount.Bytes(edge.Bytes)}</td><td class=\"words\">{edge.BytesQuality}</td><td>{Amount.Rate(edge.MeanRate)}</td>")
                .Add($"<td>{Amount.Round(edge.Capacity)}</td><td>{Amount.Share(edge.MeanFill)}</td><td>{Amount.Share(edge.FullShare)}</td><td>{Amount.Share(edge.EmptyShare)}</td>")
                .Add($"<td class=\"words\">{edge.ClosedFirst ?? Amount.Unknown}</td></tr>");
        }

        _ = page.Add($"</tbody></table></div>");
    }

    private static void AddEvidence(Markup page, RunRecord run)
    {
        IReadOnlyList<string> evidence = run.Bottleneck?.Evidence ?? [];
        if (evidence.Count > 0)
        {
            _ = page.Add($"<h2 id=\"evidence\">What speaks for it</h2>").Add($"<ul class=\"plain\">");
            foreach (string sentence in evidence)
            {
                _ = page.Add($"<li>{sentence}</li>");
            }

            _ = page.Add($"<li>Confidence: {Amount.Share(run.Bottleneck!.Confidence)}.</li>").Add($"</ul>");
        }

        if (run.Warnings.Count > 0)
        {
            _ = page.Add($"<h2 id=\"warnings\">Warnings</h2>").Add($"<ul class=\"plain\">");
            foreach (string warning in run.Warnings)
            {
                _ = page.Add($"<li>{warning}</li>");
            }

            _ = page.Add($"</ul>");
        }
    }

    /// <summary>What the stages used together; null if of one of them it is not known.</summary>
    private static long? ProcessorTime(RunRecord run) =>
        run.Stages.Any(stage => stage.Usage is null) ? null : run.Stages.Sum(stage => stage.Usage!.UserNs + stage.Usage.SystemNs);

    private static TimeSpan? Ns(long? nanoseconds) => nanoseconds is { } ns ? TimeSpan.FromTicks(ns / TimeSpan.NanosecondsPerTick) : null;

    private static string ReadStyle()
    {
        using Stream resource = typeof(HtmlReport).Assembly.GetManifestResourceStream("report.css")!;
        using StreamReader reader = new(resource);
        return reader.ReadToEnd();
    }
}
