using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Standpipe.Benchmarks.Comparing;
using Standpipe.Benchmarks.Tables;

namespace Standpipe.Benchmarks;

/// <summary>The verb "compare": tables of contenders that run in turn.</summary>
internal static class CompareVerb
{
    private static readonly Func<Session, Task<ComparisonTable>>[] s_tables =
    [
        ThroughputTable.RunAsync, RoundTripTable.RunAsync, PendingReadTable.RunAsync, StartTable.RunAsync, PipelineTable.RunAsync, RelayTable.RunAsync,
        ObservationTable.RunAsync,
    ];

    /// <summary>Makes the command.</summary>
    internal static Command Create()
    {
        Option<bool> quick = new("--quick") { Description = "Small amounts, three rounds: two minutes." };
        Option<bool> dry = new("--dry") { Description = "Every contender once, with next to nothing to do: shows only that it works." };
        Option<int?> rounds = new("--rounds") { Description = "How often every contender runs." };
        Option<string?> only = new("--only") { Description = "Which tables, for instance 1,3." };
        Option<string?> output = new("--output") { Description = "A file for the tables in Markdown." };
        Command command = new("compare", "Compares with C, with .NET's own streams and processes, with CliWrap and MedallionShell.")
        {
            quick, dry, rounds, only, output,
        };
        only.Validators.Add(result => RequireNumbers(result.GetValueOrDefault<string?>(), result.AddError));
        rounds.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() < 1)
            {
                result.AddError("--rounds: at least 1");
            }
        });
        command.SetAction((parsed, _) =>
        {
            Scale scale = parsed.GetValue(dry) ? Scale.Dry : parsed.GetValue(quick) ? Scale.Quick : Scale.Full;
            scale = scale with { Rounds = parsed.GetValue(rounds) ?? scale.Rounds };
            return RunAsync(scale, Numbers(parsed.GetValue(only)), parsed.GetValue(output));
        });
        return command;
    }

    private static async Task<int> RunAsync(Scale scale, int[] numbers, string? output)
    {
        long begin = Stopwatch.GetTimestamp();
        using NativePrograms native = NativePrograms.Compile();
        await using StringWriter markdown = new();
        Report[] reports = output is null ? [Report.ToTerminal()] : [Report.ToTerminal(), Report.ToMarkdown(markdown)];
        WriteToAll(reports, ["# Standpipe compared", "", .. Machine.Describe(scale, native).Select(line => "- " + line)]);
        WriteToAll(reports,
        [
            "- ratio: of times, round by round, to the contender named under \"to\"; the median, and the least and the most",
            "- times are medians too: they are this machine's at that hour, and only ratios count",
        ]);
        int passed = 0;
        int failed = 0;
        foreach (int number in numbers)
        {
            await using Session session = new(scale, native);
            ComparisonTable table = await s_tables[number - 1](session) with { IsJudged = !scale.IsDry };
            foreach (Report report in reports)
            {
                report.WriteHeading(number, table.Title);
                report.Write(table);
            }

            Entry[] entries = [.. table.Cases.SelectMany(@case => @case.Entries)];
            failed += entries.Count(entry => entry.Failure is not null);
            passed += entries.Count(entry => entry.Failure is null);
        }

        string time = Stopwatch.GetElapsedTime(begin).TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
        WriteToAll(reports, ["", $"Total time: {time} s", $"compare: {passed} passed, {failed} failed"]);
        if (output is not null)
        {
            await File.WriteAllTextAsync(output, markdown.ToString());
        }

        return failed == 0 ? 0 : 1;
    }

    private static void WriteToAll(Report[] reports, IReadOnlyList<string> lines)
    {
        foreach (Report report in reports)
        {
            report.Write(lines);
        }
    }

    private static int[] Numbers(string? only) =>
        only is null
            ? [.. Enumerable.Range(1, s_tables.Length)]
            : [.. only.Split(',').Select(text => int.Parse(text, CultureInfo.InvariantCulture)).Distinct().Order()];

    private static void RequireNumbers(string? only, Action<string> addError)
    {
        if (only is not null && !only.Split(',').All(text =>
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= 1 && number <= s_tables.Length))
        {
            addError($"--only: numbers from 1 to {s_tables.Length}, separated by commas");
        }
    }
}
