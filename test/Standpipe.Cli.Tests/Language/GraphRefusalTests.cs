using Standpipe.Cli.Language;

namespace Standpipe.Cli.Tests.Language;

public class GraphRefusalTests
{
    [Theory]
    [InlineData("a $b", 2, 1, @"quote it, '\$' or in single quotes")]
    [InlineData("a b$", 3, 1, @"quote it, '\$'")]
    [InlineData("a `b`", 2, 1, @"quote it, '\`' or in single quotes")]
    [InlineData("a \"b $c\"", 5, 1, @"use single quotes, or '\$'")]
    [InlineData("a \"`b`\"", 3, 1, @"use single quotes, or '\`'")]
    [InlineData("a \"\\\\$b\"", 5, 1, @"use single quotes, or '\$'")]
    [InlineData("$A", 0, 1, "expand '$'")]
    [InlineData("A=$b c", 2, 1, "expand '$'")]
    [InlineData("a >$b", 3, 1, "expand '$'")]
    [InlineData("a *", 2, 1, @"quote it, '\*' or in quotes")]
    [InlineData("a b*.c", 3, 1, @"quote it, '\*'")]
    [InlineData("a ?", 2, 1, @"quote it, '\?'")]
    [InlineData("a [b]", 2, 1, @"quote it, '\['")]
    [InlineData("[ a ]", 0, 1, @"quote it, '\['")]
    [InlineData("A=* b", 2, 1, @"quote it, '\*'")]
    [InlineData("a ~", 2, 1, @"quote it, '\~', or give the path")]
    [InlineData("~/a", 0, 1, @"quote it, '\~'")]
    [InlineData("a >~/b", 3, 1, @"quote it, '\~'")]
    [InlineData("A=~ b", 2, 1, @"quote it, '\~'")]
    [InlineData("A=b:~ c", 4, 1, @"quote it, '\~'")]
    [InlineData("a B=~", 4, 1, @"quote it, '\~'")]
    [InlineData("A=''~ b", 4, 1, @"quote it, '\~'")]
    public void Parse_WhatShExpands_IsRefusedWithTheQuoting(string graph, int position, int length, string cure) =>
        AssertRefused(graph, position, length, cure);

    [Theory]
    [InlineData("a;b", 1, 1, @"quote it, '\;'")]
    [InlineData("a ;", 2, 1, "one pipeline")]
    [InlineData("a &", 2, 1, @"quote it, '\&'")]
    [InlineData("a && b", 2, 1, "'&&' begins another command")]
    [InlineData("a || b", 2, 2, "'||' chooses between commands")]
    [InlineData("a &> b", 2, 1, "'> FILE 2>&1'")]
    [InlineData("a #b", 2, 1, @"quote it, '\#'")]
    [InlineData("#a", 0, 1, @"quote it, '\#'")]
    [InlineData("(a)", 0, 1, @"quote it, '\('")]
    [InlineData("a b)", 3, 1, @"quote it, '\)'")]
    [InlineData("a(b", 1, 1, @"quote it, '\('")]
    [InlineData("a\nb", 1, 1, "only after '|'")]
    [InlineData("a \n b", 2, 1, "only after '|'")]
    [InlineData("a\n|b", 1, 1, "only after '|'")]
    [InlineData("a >\nb", 3, 1, "only after '|'")]
    [InlineData("a\n\n#b", 1, 1, "only after '|'")]
    public void Parse_WhatIsMoreThanOnePipeline_IsRefused(string graph, int position, int length, string cure) =>
        AssertRefused(graph, position, length, cure);

    [Theory]
    [InlineData("a <<b", 2, 2, "feed the pipeline by '<'")]
    [InlineData("a <<<b", 2, 2, "feed the pipeline by '<'")]
    [InlineData("a <>b", 2, 2, "use '<' or '>'")]
    [InlineData("a >|b", 2, 2, "'>' does the same here")]
    [InlineData("a 22>b", 2, 2, "use 0 to 9")]
    [InlineData("a 99999999999>b", 2, 11, "use 0 to 9")]
    [InlineData("a 02>b", 2, 2, "use 0 to 9")]
    [InlineData("a 00<b", 2, 2, "use 0 to 9")]
    [InlineData("a 2\\\n>b", 2, 3, "its descriptor: keep them together")]
    [InlineData("a 2\\\n2>b", 2, 4, "its descriptor: keep them together")]
    [InlineData("a >&b", 4, 1, "'> FILE 2>&1'")]
    [InlineData("a 2>&'1'", 5, 3, "0 to 9, or '-' to close it; for a file say '> FILE 2>&1'")]
    [InlineData("a 2>&1x", 5, 2, "0 to 9, or '-' to close it; for a file say '> FILE 2>&1'")]
    [InlineData("a 2>&10", 5, 2, "0 to 9, or '-' to close it")]
    [InlineData("a 2>&1-", 5, 2, "0 to 9, or '-' to close it")]
    [InlineData("a >&-x", 4, 2, "0 to 9, or '-' to close it")]
    [InlineData("a >&'-'", 4, 3, "0 to 9, or '-' to close it")]
    [InlineData("a <&b", 4, 1, "for a file say '< FILE'")]
    [InlineData("a 3<& | b", 2, 3, "'3<&' is followed by '|'; the descriptor is missing")]
    [InlineData("a 2>&1>b", 2, 3, "'2>&' is followed by '1>'")]
    [InlineData("a >", 2, 1, "'>' is followed by the end; the file is missing")]
    [InlineData("a > | b", 2, 1, "'>' is followed by '|'; the file is missing")]
    [InlineData("a <", 2, 1, "'<' is followed by the end; the file is missing")]
    [InlineData("a 2>>", 2, 3, "'2>>' is followed by the end; the file is missing")]
    [InlineData("a 2>&", 2, 3, "the descriptor is missing")]
    [InlineData("a > >b", 2, 1, "the file is missing")]
    [InlineData("a >''", 3, 2, "the file's name is empty")]
    [InlineData("a <\"\"", 3, 2, "the file's name is empty")]
    public void Parse_OtherRedirections_AreRefused(string graph, int position, int length, string cure) =>
        AssertRefused(graph, position, length, cure);

    [Theory]
    [InlineData("a <(b", 2, 2, "this process substitution is never closed")]
    [InlineData("a <(b >(c)", 2, 2, "this process substitution is never closed")]
    [InlineData("a <(b 'c)", 6, 1, "this quote is never closed")]
    [InlineData("a <()", 2, 3, "a command is missing between the parentheses")]
    [InlineData("a <( | b)", 5, 1, "a command is missing before '|'")]
    [InlineData("a <(b | )", 8, 1, "a command is missing before ')'")]
    [InlineData("a <(b >)", 6, 1, "'>' is followed by ')'; the file is missing")]
    [InlineData("a <(b; c)", 5, 1, "one pipeline")]
    [InlineData("a <(b &)", 6, 1, "one pipeline")]
    [InlineData("a <(b\nc)", 5, 1, "only after '|'")]
    [InlineData("a <(b # c)", 6, 1, "comment")]
    [InlineData("a <(b $c)", 6, 1, "expand '$'")]
    [InlineData("a <(cd b)", 4, 2, "builtin of the shell")]
    [InlineData("a <(b))", 6, 1, @"quote it, '\)'")]
    [InlineData("a < (b)", 4, 1, @"quote it, '\('")]
    [InlineData("a <\\\n(b)", 5, 1, @"quote it, '\('")]
    [InlineData("<(a) b", 0, 4, "cannot be a command's name")]
    [InlineData("a<(b) c", 1, 4, "cannot be a command's name")]
    [InlineData("A=<(a) b", 2, 4, "give it as an argument")]
    [InlineData("a < <(b)c", 4, 5, "nothing else can stand in a file's place")]
    [InlineData("a < c<(b)", 4, 5, "nothing else can stand in a file's place")]
    [InlineData("a < ''<(b)", 4, 6, "nothing else can stand in a file's place")]
    [InlineData("a < <(b)<(c)", 4, 8, "nothing else can stand in a file's place")]
    [InlineData("a < >(b)", 4, 4, "a '>( )' is for writing")]
    [InlineData("a >> <(b)", 5, 4, "a '<( )' is for reading")]
    [InlineData("a <<(b)", 2, 2, "here-documents")]
    [InlineData("a >&>(b)", 4, 4, "0 to 9")]
    [InlineData("a {<(b),c}", 2, 8, "quote them")]
    [InlineData("time a <(b)", 0, 4, "the shell's grammar")]
    [InlineData("a <(b) | coproc c", 9, 6, "the shell's grammar")]
    [InlineData("a <(mapfile c)", 4, 7, "builtin of the shell")]
    public void Parse_ProcessSubstitution_IsRefusedWhereItIsMoreThanAPipeline(string graph, int position, int length, string cure) =>
        AssertRefused(graph, position, length, cure);

    [Fact]
    public void Parse_NestingTooDeep_IsRefused()
    {
        string graph = string.Concat(Enumerable.Repeat("a <(", 51)) + "a" + new string(')', 51);

        AssertRefused(graph, (4 * 50) + 2, 2, "nested too deep");
        _ = GraphParser.Parse(graph[4..^1]);
    }

    [Theory]
    [InlineData("a 'b", 2, 1, "this quote is never closed")]
    [InlineData("a \"b", 2, 1, "this quote is never closed")]
    [InlineData("a \"b\\\"", 2, 1, "this quote is never closed")]
    [InlineData("a 'b' 'c", 6, 1, "this quote is never closed")]
    [InlineData("a b\\", 3, 1, "a backslash at the end quotes nothing")]
    [InlineData("\\", 0, 1, "a backslash at the end quotes nothing")]
    public void Parse_OpenQuote_IsShownWhereItOpens(string graph, int position, int length, string cure) =>
        AssertRefused(graph, position, length, cure);

    [Theory]
    [InlineData("", 0, 1, "the graph is empty")]
    [InlineData(" \t\n ", 0, 1, "the graph is empty")]
    [InlineData("| a", 0, 1, "a command is missing before '|'")]
    [InlineData("a |", 3, 1, "a command is missing before the end")]
    [InlineData("a | \n", 5, 1, "a command is missing before the end")]
    [InlineData("a | | b", 4, 1, "a command is missing before '|'")]
    [InlineData("a |& |& b", 5, 2, "a command is missing before '|&'")]
    [InlineData(">a", 0, 2, "there is no command here")]
    [InlineData("A=b", 0, 3, "there is no command here")]
    [InlineData("a | A=b >c", 4, 6, "there is no command here")]
    [InlineData("A=b|c", 0, 3, "there is no command here")]
    [InlineData("''", 0, 2, "the command's name is empty")]
    [InlineData("a | \"\" b", 4, 2, "the command's name is empty")]
    public void Parse_NoCommand_IsRefused(string graph, int position, int length, string cure) =>
        AssertRefused(graph, position, length, cure);

    [Theory]
    [InlineData("a {b,c}", 2, 5, "quote them")]
    [InlineData("a x{1..3}", 3, 6, "quote them")]
    [InlineData("a {b','c}", 2, 7, "quote them")]
    [InlineData("a {,}", 2, 3, "quote them")]
    [InlineData("{b,c}", 0, 5, "quote them")]
    [InlineData("a {b{c}d,e}", 2, 9, "quote them")]
    [InlineData("a {b}c,d}", 2, 7, "quote them")]
    [InlineData("a {b},c}", 2, 6, "quote them")]
    [InlineData("a {b}{c,d}", 2, 8, "quote them")]
    [InlineData("a {{b}..c}", 2, 8, "quote them")]
    [InlineData("A+=b c <(d)", 0, 4, "an assignment")]
    [InlineData("A+=b c", 0, 4, "an assignment")]
    [InlineData("a | B=c A+=b'c' d", 8, 7, "an assignment")]
    [InlineData("a {fd}>b", 2, 4, "quote it")]
    [InlineData("a {fd}<b", 2, 4, "quote it")]
    public void Parse_WhatOnlySomeShellsExpand_IsRefused(string graph, int position, int length, string cure) =>
        AssertRefused(graph, position, length, cure);

    [Fact]
    public void Parse_ReservedWordAsCommand_IsRefused()
    {
        string[] words = ["!", "{", "}", "case", "do", "done", "elif", "else", "esac", "fi", "for", "if", "in", "then", "until", "while"];

        Assert.All(words, word => AssertRefused($"a | {word} b", 4, word.Length, $"'{word}' is the shell's grammar; standpipe runs programs: quote it"));
    }

    [Fact]
    public void Parse_BuiltinAsCommand_IsRefusedEvenQuoted()
    {
        string[] words = [".", ":", "cd", "command", "eval", "exec", "exit", "export", "read", "set", "trap", "umask", "wait"];

        Assert.All(words, word => AssertRefused($"a | {word} b", 4, word.Length, "sh -c '...'"));
        Assert.All(words, word => AssertRefused($"a | '{word}' b", 4, word.Length + 2, "sh -c '...'"));
        Assert.All(words, word => AssertRefused($"A=b {word} b", 4, word.Length, "sh -c '...'"));
    }

    [Theory]
    [InlineData("a $b", "  a $b\n    ^")]
    [InlineData("a 22>b", "  a 22>b\n    ^^")]
    [InlineData("a |", "  a |\n     ^")]
    [InlineData("\ta $b", "   a $b\n     ^")]
    [InlineData("a |\nb $c", "  b $c\n    ^")]
    [InlineData("a |\nb $c |\nd", "  b $c |\n    ^")]
    [InlineData("a |\n\n$", "  $\n  ^")]
    [InlineData("a\nb", "  a\n   ^")]
    [InlineData("a \"b\nc", "  a \"b\n    ^")]
    [InlineData("$", "  $\n  ^")]
    [InlineData("a {b'\n',c}", "  a {b'\n    ^^^")]
    public void Picture_Refusal_MarksTheColumn(string graph, string expected)
    {
        GraphSyntaxException exception = Assert.Throws<GraphSyntaxException>(() => GraphParser.Parse(graph));

        Assert.Equal(expected, exception.Picture());
    }

    private static void AssertRefused(string graph, int position, int length, string cure)
    {
        GraphSyntaxException exception = Assert.Throws<GraphSyntaxException>(() => GraphParser.Parse(graph));

        Assert.Contains(cure, exception.Message, StringComparison.Ordinal);
        Assert.Equal((position, length), (exception.Position, exception.Length));
    }
}
