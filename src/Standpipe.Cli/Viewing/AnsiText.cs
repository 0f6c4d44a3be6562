using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Standpipe.Cli.Viewing;

/// <summary>Turns lines into what a terminal is sent.</summary>
internal sealed class AnsiText : IDisposable
{
    private readonly StringWriter _text = new(CultureInfo.InvariantCulture);
    private readonly IAnsiConsole _console;

    /// <summary>Makes it for the terminal that the environment tells of.</summary>
    /// <param name="environment">TERM, COLORTERM, NO_COLOR and the like.</param>
    internal AnsiText(IReadOnlyDictionary<string, string> environment)
    {
        _console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            ColorSystem = TerminalEnvironment.FindColors(environment),
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(_text),
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        });
    }

    /// <summary>Gives a line's text with its styles as escape sequences.</summary>
    internal string Render(StyledLine line)
    {
        _ = _text.GetStringBuilder().Clear();
        _console.Profile.Width = Math.Max(1, line.Width + 1);
        _console.Write(new Parts(line.Segments));
        return _text.ToString();
    }

    /// <inheritdoc/>
    public void Dispose() => _text.Dispose();

    private sealed class Parts(IReadOnlyList<Segment> segments) : Renderable
    {
        protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth) => segments;
    }
}
