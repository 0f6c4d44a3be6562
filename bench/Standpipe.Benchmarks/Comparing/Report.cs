using System.Globalization;
using Spectre.Console;

namespace Standpipe.Benchmarks.Comparing;

/// <summary>Writes tables: for a terminal, and as Markdown.</summary>
internal sealed class Report
{
    private const int Width = 200;

    private readonly IAnsiConsole _console;
    private readonly TableBorder _border;

    private Report(IAnsiConsole console, TableBorder border)
    {
        _console = console;
        _border = border;
        console.Profile.Width = Math.Max(console.Profile.Width, Width);
    }

    /// <summary>A report on standard output.</summary>
    internal static Report ToTerminal() => new(AnsiConsole.Console, TableBorder.Simple);

    /// <summary>A report in Markdown.</summary>
    internal static Report ToMarkdown(TextWriter writer) => new(
        AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(writer) }), TableBorder.Markdown);

    /// <summary>Writes lines.</summary>
    internal void Write(IEnumerable<string> lines)
    {
        foreach (string line in lines)
        {
            _console.WriteLine(line);
        }
    }

    /// <summary>Writes a heading.</summary>
    internal void WriteHeading(int number, string title) => Write(["", $"## {number}. {title}", ""]);

    /// <summary>Writes a table, and what belongs to it.</summary>
    internal void Write(ComparisonTable table)
    {
        Table written = new() { Border = _border };
        foreach (string header in (IEnumerable<string>)
            ["case", "contender", table.Unit, "ratio", "min..max", "to", .. table.Columns.Select(column => column.Header), "target"])
        {
            _ = written.AddColumn(new TableColumn(Markup.Escape(header)).NoWrap());
        }

        foreach (Case @case in table.Cases)
        {
            foreach (Entry entry in @case.Entries)
            {
                _ = written.AddRow([.. Cells(table, @case, entry).Select(cell => Markup.Escape(cell))]);
            }
        }

        _console.Write(written);
        Write(table.Notes.Concat(Failures(table)).Select(note => "- " + note));
    }

    private static IEnumerable<string> Failures(ComparisonTable table) =>
        from @case in table.Cases
        from entry in @case.Entries
        where entry.Failure is not null
        select $"FAILED: {entry.Name} ({@case.Name}): {entry.Failure}";

    private static IEnumerable<string> Cells(ComparisonTable table, Case @case, Entry entry)
    {
        // What ran once, cold, shows nothing about a target.
        string judged = table.IsJudged ? entry.Judge() : string.Empty;
        if (entry.Failure is not null)
        {
            return [@case.Name, entry.Name, "FAILED", "", "", "", .. table.Columns.Select(_ => string.Empty), judged];
        }

        IReadOnlyList<double> ratios = entry.RatiosTo(entry.Base);
        return
        [
            @case.Name,
            entry.Name,
            table.FormatTime(entry.Time),
            ratios.Count == 0 ? "-" : Ratio(Statistics.Median(ratios)),
            ratios.Count == 0 ? "-" : $"{Ratio(ratios.Min())}..{Ratio(ratios.Max())}",
            ratios.Count == 0 ? "-" : entry.Base!.Name,
            .. table.Columns.Select(column => entry.Figure(column.Figure) is { } value ? column.Format(value) : string.Empty),
            judged,
        ];
    }

    private static string Ratio(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);
}
