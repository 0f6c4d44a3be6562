using System.Collections;
using Spectre.Console;

namespace Standpipe.Cli.Viewing;

/// <summary>What the environment says about the terminal.</summary>
internal static class TerminalEnvironment
{
    private static readonly string[] s_locale = ["LC_ALL", "LC_CTYPE", "LANG"];

    /// <summary>Reads the environment.</summary>
    internal static Dictionary<string, string> Read() => Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
        .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? string.Empty, StringComparer.Ordinal);

    /// <summary>Whether the terminal can be drawn on: a cursor that moves is not for those that only print.</summary>
    internal static bool CanDraw(IReadOnlyDictionary<string, string> environment) =>
        environment.TryGetValue("TERM", out string? term) && term is not ("" or "dumb" or "unknown");

    /// <summary>Finds how many colours there are; none if NO_COLOR says so.</summary>
    internal static ColorSystemSupport FindColors(IReadOnlyDictionary<string, string> environment)
    {
        // no-color.org: set, and not empty, whatever the value.
        string depth = environment.GetValueOrDefault("COLORTERM", string.Empty);
        return environment.GetValueOrDefault("NO_COLOR", string.Empty).Length > 0 ? ColorSystemSupport.NoColors
            : depth is "truecolor" or "24bit" ? ColorSystemSupport.TrueColor
            : environment.GetValueOrDefault("TERM", string.Empty).Contains("256color", StringComparison.Ordinal) ? ColorSystemSupport.EightBit
            : ColorSystemSupport.Standard;
    }

    /// <summary>Whether the locale says that the terminal shows UTF-8.</summary>
    internal static bool HasUnicode(IReadOnlyDictionary<string, string> environment)
    {
        // locale(7): the first that is set and not empty decides.
        string locale = s_locale.Select(name => environment.GetValueOrDefault(name, string.Empty)).FirstOrDefault(value => value.Length > 0, string.Empty);
        return locale.Contains("UTF-8", StringComparison.OrdinalIgnoreCase) || locale.Contains("UTF8", StringComparison.OrdinalIgnoreCase);
    }
}
