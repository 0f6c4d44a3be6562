using System.Globalization;
using System.Net;
using System.Text;

namespace Standpipe.Cli.Reporting;

/// <summary>HTML and SVG being written. Whatever stands in a hole of a template is escaped; only other markup is not.</summary>
internal sealed class Markup
{
    private readonly StringBuilder _text = new();

    /// <summary>Adds a line of markup.</summary>
    /// <param name="template">The markup, with holes for text and numbers.</param>
    internal Markup Add(FormattableString template)
    {
        _ = _text.AppendFormat(Escaping.Instance, template.Format, template.GetArguments()).Append('\n');
        return this;
    }

    /// <summary>Adds other markup.</summary>
    internal Markup Add(Markup other)
    {
        _ = _text.Append(other._text);
        return this;
    }

    /// <summary>Adds text as it is: the project's own, never anybody's argument.</summary>
    internal Markup AddTrusted(string markup)
    {
        _ = _text.Append(markup);
        return this;
    }

    /// <summary>Gives what was written.</summary>
    public override string ToString() => _text.ToString();

    /// <summary>Escapes text for content and for attributes.</summary>
    internal static string Escape(string text) => WebUtility.HtmlEncode(Viewing.StyledLine.Clean(text, unicode: true));

    private sealed class Escaping : IFormatProvider, ICustomFormatter
    {
        internal static readonly Escaping Instance = new();

        public object? GetFormat(Type? formatType) => formatType == typeof(ICustomFormatter) ? this : null;

        public string Format(string? format, object? arg, IFormatProvider? formatProvider) => arg switch
        {
            null => string.Empty,
            Markup markup => markup.ToString(),
            double number => number.ToString(format ?? "0.#", CultureInfo.InvariantCulture),
            IFormattable formattable => Escape(formattable.ToString(format, CultureInfo.InvariantCulture)),
            _ => Escape(arg.ToString() ?? string.Empty),
        };
    }
}
