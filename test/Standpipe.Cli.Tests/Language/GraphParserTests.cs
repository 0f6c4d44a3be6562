using Standpipe.Cli.Language;

namespace Standpipe.Cli.Tests.Language;

public class GraphParserTests
{
    [Theory]
    [InlineData("a", "‹a›")]
    [InlineData("  a\t b  ", "‹a› ‹b›")]
    [InlineData("a b c", "‹a› ‹b› ‹c›")]
    [InlineData("a|b", "‹a› | ‹b›")]
    [InlineData("a | b|c | d", "‹a› | ‹b› | ‹c› | ‹d›")]
    [InlineData("a|&b |& c", "‹a› |& ‹b› |& ‹c›")]
    [InlineData("-x --y=z a/b.c,d:e@f%g+h^i!j", "‹-x› ‹--y=z› ‹a/b.c,d:e@f%g+h^i!j›")]
    [InlineData("a b#c d~e f! ! =", "‹a› ‹b#c› ‹d~e› ‹f!› ‹!› ‹=›")]
    [InlineData("a ]", "‹a› ‹]›")]
    [InlineData("a\rb \vc", "‹a\rb› ‹\vc›")]
    public void Parse_PlainWords_AreTakenAsTheyAre(string graph, string expected) =>
        Assert.Equal(expected, Syntax.Say(GraphParser.Parse(graph)));

    [Theory]
    [InlineData("a 'b c'", "‹a› ‹b c›")]
    [InlineData("a \"b c\"", "‹a› ‹b c›")]
    [InlineData("a b\\ c", "‹a› ‹b c›")]
    [InlineData("'a'\"b\"\\c'd'e", "‹abcde›")]
    [InlineData("a '' \"\"", "‹a› ‹› ‹›")]
    [InlineData("a ''''", "‹a› ‹›")]
    [InlineData("a 'it'\\''s'", "‹a› ‹it's›")]
    [InlineData("a \"it's\" '\"'", "‹a› ‹it's› ‹\"›")]
    [InlineData("a '$`*?[~;&#|<>(){}\\'", "‹a› ‹$`*?[~;&#|<>(){}\\›")]
    [InlineData("a \"*?[~;&#|<>(){}'\"", "‹a› ‹*?[~;&#|<>(){}'›")]
    [InlineData("a \\$\\`\\*\\?\\[\\~\\;\\&\\#\\|\\<\\>\\(\\)\\'\\\"\\\\", "‹a› ‹$`*?[~;&#|<>()'\"\\›")]
    [InlineData("a \"\\$\\`\\\"\\\\\"", "‹a› ‹$`\"\\›")]
    [InlineData("a \"\\a\\'\\*\\ \\|\"", "‹a› ‹\\a\\'\\*\\ \\|›")]
    [InlineData("a '\n' \"\n\"", "‹a› ‹\n› ‹\n›")]
    [InlineData("a ''# b''~", "‹a› ‹#› ‹b~›")]
    [InlineData("a ''~", "‹a› ‹~›")]
    [InlineData("'a b' c", "‹a b› ‹c›")]
    public void Parse_Quotes_AreRemoved(string graph, string expected) =>
        Assert.Equal(expected, Syntax.Say(GraphParser.Parse(graph)));

    [Theory]
    [InlineData("a ä 日本 🎉", "‹a› ‹ä› ‹日本› ‹🎉›")]
    [InlineData("a 'é'\\è\"ê\"", "‹a› ‹éèê›")]
    [InlineData("a\u00A0b", "‹a\u00A0b›")]
    [InlineData("a b\u2028c\u3000d", "‹a› ‹b\u2028c\u3000d›")]
    [InlineData("a ２>b", "‹a› ‹２› 1>‹b›")]
    [InlineData("é=b", "‹é=b›")]
    public void Parse_OtherThanAscii_IsPlain(string graph, string expected) =>
        Assert.Equal(expected, Syntax.Say(GraphParser.Parse(graph)));

    [Theory]
    [InlineData("\n\n a \n", "‹a›")]
    [InlineData("a\n", "‹a›")]
    [InlineData("a \n\t\n ", "‹a›")]
    [InlineData("a|\nb", "‹a› | ‹b›")]
    [InlineData("a | \n \n b", "‹a› | ‹b›")]
    [InlineData("a|&\nb", "‹a› |& ‹b›")]
    [InlineData("a >b\n", "‹a› 1>‹b›")]
    [InlineData("a 'b'\n", "‹a› ‹b›")]
    public void Parse_NewlinesAtStartAtEndAndAfterPipe_AreBlanks(string graph, string expected) =>
        Assert.Equal(expected, Syntax.Say(GraphParser.Parse(graph)));

    [Theory]
    [InlineData("a\\\nb", "‹ab›")]
    [InlineData("a \\\n b", "‹a› ‹b›")]
    [InlineData("\\\na", "‹a›")]
    [InlineData("a \\\n", "‹a›")]
    [InlineData("a b\\\n", "‹a› ‹b›")]
    [InlineData("a \"b\\\nc\"", "‹a› ‹bc›")]
    [InlineData("a 'b\\\nc'", "‹a› ‹b\\\nc›")]
    [InlineData("a \\\n| b", "‹a› | ‹b›")]
    [InlineData("a >\\\nb", "‹a› 1>‹b›")]
    [InlineData("A\\\nB=c d", "AB=‹c› ‹d›")]
    [InlineData("A\\\n=c d", "A=‹c› ‹d›")]
    [InlineData("i\\\nfx", "‹ifx›")]
    public void Parse_BackslashNewline_JoinsLines(string graph, string expected) =>
        Assert.Equal(expected, Syntax.Say(GraphParser.Parse(graph)));

    [Theory]
    [InlineData("A=b c", "A=‹b› ‹c›")]
    [InlineData("A=b _c1=d e", "A=‹b› _c1=‹d› ‹e›")]
    [InlineData("A= b", "A=‹› ‹b›")]
    [InlineData("A='b c' d", "A=‹b c› ‹d›")]
    [InlineData("A=b=c d", "A=‹b=c› ‹d›")]
    [InlineData("A=b~ c", "A=‹b~› ‹c›")]
    [InlineData("A=\\~ b", "A=‹~› ‹b›")]
    [InlineData("A='~':'~' b", "A=‹~:~› ‹b›")]
    [InlineData("A=1 A=2 b", "A=‹1› A=‹2› ‹b›")]
    [InlineData(">x A=b c", "A=‹b› ‹c› 1>‹x›")]
    [InlineData("A=b >x c d", "A=‹b› ‹c› ‹d› 1>‹x›")]
    [InlineData("a B=c", "‹a› ‹B=c›")]
    [InlineData("a|B=c d", "‹a› | B=‹c› ‹d›")]
    [InlineData("'A'=b c", "‹A=b› ‹c›")]
    [InlineData("A\\=b c", "‹A=b› ‹c›")]
    [InlineData("\"\"A=b c", "‹A=b› ‹c›")]
    [InlineData("1A=b c", "‹1A=b› ‹c›")]
    [InlineData("A-B=c d", "‹A-B=c› ‹d›")]
    [InlineData("=b c", "‹=b› ‹c›")]
    [InlineData("A =b", "‹A› ‹=b›")]
    public void Parse_Assignments_AreUnquotedNamesBeforeTheCommand(string graph, string expected) =>
        Assert.Equal(expected, Syntax.Say(GraphParser.Parse(graph)));

    [Theory]
    [InlineData("a <b", "‹a› 0<‹b›")]
    [InlineData("a<b>c", "‹a› 0<‹b› 1>‹c›")]
    [InlineData("a >b", "‹a› 1>‹b›")]
    [InlineData("a >>b", "‹a› 1>>‹b›")]
    [InlineData("a 2>b", "‹a› 2>‹b›")]
    [InlineData("a 2>>b", "‹a› 2>>‹b›")]
    [InlineData("a 1>b", "‹a› 1>‹b›")]
    [InlineData("a 1>>b", "‹a› 1>>‹b›")]
    [InlineData("a 0<b", "‹a› 0<‹b›")]
    [InlineData("a 2>&1", "‹a› 2>&1")]
    [InlineData("a 2>& 1", "‹a› 2>&1")]
    [InlineData("a >&2", "‹a› 1>&2")]
    [InlineData("a 1>&2", "‹a› 1>&2")]
    [InlineData("a >&1", "‹a› 1>&1")]
    [InlineData("a 2>&2", "‹a› 2>&2")]
    [InlineData("a 2>&1 >b", "‹a› 2>&1 1>‹b›")]
    [InlineData("a >b 2>&1", "‹a› 1>‹b› 2>&1")]
    [InlineData("a > b c", "‹a› ‹c› 1>‹b›")]
    [InlineData(">b a", "‹a› 1>‹b›")]
    [InlineData("a > 'b c' <\"d\"", "‹a› 1>‹b c› 0<‹d›")]
    [InlineData("a >b=c", "‹a› 1>‹b=c›")]
    [InlineData("a >b >c", "‹a› 1>‹b› 1>‹c›")]
    [InlineData("a >if", "‹a› 1>‹if›")]
    [InlineData("a >cd", "‹a› 1>‹cd›")]
    public void Parse_Redirections_KeepTheirOrder(string graph, string expected) =>
        Assert.Equal(expected, Syntax.Say(GraphParser.Parse(graph)));

    [Theory]
    [InlineData("a 3>b", "‹a› 3>‹b›")]
    [InlineData("a 9<b", "‹a› 9<‹b›")]
    [InlineData("a 4>>b", "‹a› 4>>‹b›")]
    [InlineData("a 0>b 2<c", "‹a› 0>‹b› 2<‹c›")]
    [InlineData("a <&3", "‹a› 0>&3")]
    [InlineData("a >&3", "‹a› 1>&3")]
    [InlineData("a 3<&0 4>& 3", "‹a› 3>&0 4>&3")]
    [InlineData("a 3>&1 1>&2 2>&3 3>&-", "‹a› 3>&1 1>&2 2>&3 3>&-")]
    [InlineData("a <&- >& - 5<&-", "‹a› 0>&- 1>&- 5>&-")]
    public void Parse_OtherDescriptors_AreThoseOfSh(string graph, string expected) =>
        Assert.Equal(expected, Syntax.Say(GraphParser.Parse(graph)));

    [Theory]
    [InlineData("a <(b)", "‹a› ‹<(‹b›)›")]
    [InlineData("a >(b) c", "‹a› ‹>(‹b›)› ‹c›")]
    [InlineData("a <(b)<(c)", "‹a› ‹<(‹b›)<(‹c›)›")]
    [InlineData("a --x=<(b)y", "‹a› ‹--x=<(‹b›)y›")]
    [InlineData("a 2<(b) 22>(c)", "‹a› ‹2<(‹b›)› ‹22>(‹c›)›")]
    [InlineData("a '<('<(b)\\) \"<(c)\"", "‹a› ‹<(<(‹b›))› ‹<(c)›")]
    [InlineData("a <( b | c )", "‹a› ‹<(‹b› | ‹c›)›")]
    [InlineData("a <(b|&c 'd)')", "‹a› ‹<(‹b› |& ‹c› ‹d)›)›")]
    [InlineData("a <(\n b |\n c\n)", "‹a› ‹<(‹b› | ‹c›)›")]
    [InlineData("a <(b <(c) >(d <e)) f", "‹a› ‹<(‹b› ‹<(‹c›)› ‹>(‹d› 0<‹e›)›)› ‹f›")]
    [InlineData("a <(A=1 b 2>c)", "‹a› ‹<(A=‹1› ‹b› 2>‹c›)›")]
    [InlineData("a < <(b)", "‹a› 0<<(‹b›)")]
    [InlineData("a 3> >(b) >>>(c)", "‹a› 3>>(‹b›) 1>>>(‹c›)")]
    [InlineData("a <(b)#c <(d)~", "‹a› ‹<(‹b›)#c› ‹<(‹d›)~›")]
    [InlineData("a <(b)>c", "‹a› ‹<(‹b›)› 1>‹c›")]
    [InlineData("a 2<(b)>c", "‹a› ‹2<(‹b›)› 1>‹c›")]
    [InlineData("a B<(c)=d", "‹a› ‹B<(‹c›)=d›")]
    public void Parse_ProcessSubstitution_IsThatOfBash(string graph, string expected) =>
        Assert.Equal(expected, Syntax.Say(GraphParser.Parse(graph)));

    [Theory]
    [InlineData("a 2 >b", "‹a› ‹2› 1>‹b›")]
    [InlineData("a2>x", "‹a2› 1>‹x›")]
    [InlineData("a \\2>x", "‹a› ‹2› 1>‹x›")]
    [InlineData("a '2'>x", "‹a› ‹2› 1>‹x›")]
    [InlineData("a ''2>x", "‹a› ‹2› 1>‹x›")]
    [InlineData("a 2''>x", "‹a› ‹2› 1>‹x›")]
    [InlineData("a -2>x", "‹a› ‹-2› 1>‹x›")]
    [InlineData("a 2", "‹a› ‹2›")]
    [InlineData("a 2|b", "‹a› ‹2› | ‹b›")]
    [InlineData("a >b2>c", "‹a› 1>‹b2› 1>‹c›")]
    public void Parse_Number_IsDescriptorOnlyUnquotedRightBeforeRedirection(string graph, string expected) =>
        Assert.Equal(expected, Syntax.Say(GraphParser.Parse(graph)));

    [Theory]
    [InlineData("a {", "‹a› ‹{›")]
    [InlineData("a {b}", "‹a› ‹{b}›")]
    [InlineData("a }{,", "‹a› ‹}{,›")]
    [InlineData("a '{b,c}' \\{b,c}", "‹a› ‹{b,c}› ‹{b,c}›")]
    [InlineData("a {b.c}", "‹a› ‹{b.c}›")]
    [InlineData("a {b} >c", "‹a› ‹{b}› 1>‹c›")]
    public void Parse_BracesThatNoShellExpands_ArePlain(string graph, string expected) =>
        Assert.Equal(expected, Syntax.Say(GraphParser.Parse(graph)));

    [Theory]
    [InlineData("'if' a", "‹if› ‹a›")]
    [InlineData("\\while", "‹while›")]
    [InlineData("i\"f\"", "‹if›")]
    [InlineData("\\! a", "‹!› ‹a›")]
    [InlineData("a if then ! { }", "‹a› ‹if› ‹then› ‹!› ‹{› ‹}›")]
    [InlineData("a cd exec .", "‹a› ‹cd› ‹exec› ‹.›")]
    [InlineData("iff", "‹iff›")]
    [InlineData("/bin/cd", "‹/bin/cd›")]
    [InlineData("echo a | printf b | test c | true", "‹echo› ‹a› | ‹printf› ‹b› | ‹test› ‹c› | ‹true›")]
    public void Parse_WordsOfTheShell_AreNamesWhereTheShellTakesThemSo(string graph, string expected) =>
        Assert.Equal(expected, Syntax.Say(GraphParser.Parse(graph)));

    [Theory]
    [InlineData(" a  'b' |& c >d  ", new[] { "a  'b'", "c >d" })]
    [InlineData("A=b a\n", new[] { "A=b a" })]
    [InlineData(" <x a |\n b ", new[] { "<x a", "b" })]
    public void Parse_StageText_IsAsWritten(string graph, string[] expected) =>
        Assert.Equal(expected, GraphParser.Parse(graph).Stages.Select(stage => stage.Text));

    [Fact]
    public void Parse_ManyStages_KeepsThemAll()
    {
        string graph = string.Join('|', Enumerable.Repeat("a", 5000));

        Assert.Equal(5000, GraphParser.Parse(graph).Stages.Count);
    }
}
