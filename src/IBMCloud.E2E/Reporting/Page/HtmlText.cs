using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace IBMCloud.E2E;

/// <summary>
/// HTML under construction. Only literals of the program are markup: whatever an interpolated string has in its holes is escaped, in text and in quoted attributes
/// alike, unless it is an <see cref="HtmlText"/> itself. So there is no way to forget it.
/// </summary>
internal sealed class HtmlText
{
    private readonly StringBuilder _text = new();

    /// <summary>Adds markup.</summary>
    public HtmlText Add([InterpolatedStringHandlerArgument("")] ref Markup markup)
    {
        _ = markup;
        return this;
    }

    /// <summary>Adds a style sheet of the program's own, which is not text of a document and is not escaped.</summary>
    public HtmlText AddStyle(string css)
    {
        _text.Append("<style>").Append(css).Append("</style>\n");
        return this;
    }

    public override string ToString() => _text.ToString();

    // Control characters have no place in HTML; those that turn the direction of text would show a name as another one.
    private void Escape(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '&' => _text.Append("&amp;"),
                '<' => _text.Append("&lt;"),
                '>' => _text.Append("&gt;"),
                '"' => _text.Append("&quot;"),
                '\'' => _text.Append("&#39;"),
                '\n' or '\t' => _text.Append((char)rune.Value),
                _ when Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate =>
                    _text.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}"),
                _ => _text.Append(rune.ToString()),
            };
        }
    }

    [InterpolatedStringHandler]
    public readonly ref struct Markup
    {
        private readonly HtmlText _html;

        public Markup(int literalLength, int formattedCount, HtmlText html)
        {
            _ = (literalLength, formattedCount);
            _html = html;
        }

        public void AppendLiteral(string markup) => _html._text.Append(markup);

        public void AppendFormatted(string? text) => _html.Escape(text ?? "");

        public void AppendFormatted(HtmlText markup) => _html._text.Append(markup._text);

        public void AppendFormatted(int number) => _html._text.Append(CultureInfo.InvariantCulture, $"{number}");

        /// <summary>A number of an SVG: percent or pixels.</summary>
        public void AppendFormatted(double number) => _html._text.Append(CultureInfo.InvariantCulture, $"{number:0.##}");
    }
}
