using Standpipe.Cli.Language;

namespace Standpipe.Cli.Tests.Language;

public class EdgeParserTests
{
    [Theory]
    [InlineData("A -> B", "A -> B")]
    [InlineData("A->B", "A -> B")]
    [InlineData(" A.1\t->\nB.0 ", "A.1 -> B.0")]
    [InlineData("A.1, B.2 -> C", "A.1 B.2 -> C")]
    [InlineData("A.1+B.2->C", "A.1 B.2 -> C")]
    [InlineData("A->B,C.3", "A -> B C.3")]
    [InlineData("cat-2.1->my-node.0", "cat-2.1 -> my-node.0")]
    [InlineData("file:in.txt -> A", "File(in.txt) -> A")]
    [InlineData("file:c++.txt -> A", "File(c++.txt) -> A")]
    [InlineData("A -> file:'a b, [c] -> d'", "A -> File(a b, [c] -> d)")]
    [InlineData("A -> append:\"it's\"", "A -> Append(it's)")]
    [InlineData("A -> B, file:x", "A -> B File(x)")]
    [InlineData("A -> B [capacity=1M]", "A -> B capacity=1048576")]
    [InlineData("A -> B[ meter , capacity = 64K ]", "A -> B capacity=65536 meter")]
    public void Parse_Edge_IsTaken(string text, string expected)
    {
        EdgeSyntax edge = EdgeParser.Parse(text);

        string options = (edge.Capacity is { } capacity ? $" capacity={capacity}" : "") + (edge.Meter ? " meter" : "");
        Assert.Equal(expected, $"{Say(edge.From)} -> {Say(edge.To)}{options}");
    }

    [Theory]
    [InlineData("", 0, "who writes is missing")]
    [InlineData("-> B", 0, "who writes is missing")]
    [InlineData("A", 1, "'->' is missing")]
    [InlineData("A B -> C", 2, "'->' is missing")]
    [InlineData("A ->", 4, "who reads is missing")]
    [InlineData("A -> B,", 7, "who reads is missing")]
    [InlineData("A, -> B", 3, "who writes is missing")]
    [InlineData("A -> B C", 7, "an edge ends here")]
    [InlineData("A -> B -> C", 7, "an edge ends here")]
    [InlineData("A -> file:", 5, "the file's name is empty")]
    [InlineData("A -> file:'x", 10, "this quote is never closed")]
    [InlineData("A -> B [capacity]", 8, "needs a size")]
    [InlineData("A -> B [capacity=x]", 17, "'x' is not a size")]
    [InlineData("A -> B [capacty=1M]", 8, "did you mean 'capacity'?")]
    [InlineData("A -> B [size=1M]", 8, "'size' is nothing that an edge has")]
    [InlineData("A -> B [meter", 13, "']' is missing")]
    [InlineData("A -> B [meter] x", 15, "an edge ends here")]
    public void Parse_WhatIsNoEdge_IsShown(string text, int position, string message)
    {
        GraphSyntaxException exception = Assert.Throws<GraphSyntaxException>(() => EdgeParser.Parse(text));

        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.Equal(position, exception.Position);
    }

    [Theory]
    [InlineData("capcity", "; did you mean 'capacity'?")]
    [InlineData("CAPACITY", "; did you mean 'capacity'?")]
    [InlineData("acpacity", "; did you mean 'capacity'?")]
    [InlineData("mter", "; did you mean 'meter'?")]
    [InlineData("x", "")]
    [InlineData("", "")]
    [InlineData("something", "")]
    public void Hint_WrongName_IsTheNearest(string wrong, string hint) => Assert.Equal(hint, Nearest.Hint(wrong, ["capacity", "meter"]));

    [Theory]
    [InlineData("plain-._/:,%@+1", "plain-._/:,%@+1")]
    [InlineData("", "''")]
    [InlineData("a b", "'a b'")]
    [InlineData("it's", "'it'\\''s'")]
    [InlineData("A=b", "'A=b'")]
    [InlineData("~", "'~'")]
    [InlineData("ä", "'ä'")]
    public void Quote_Word_IsThatWordAgain(string word, string quoted)
    {
        Assert.Equal(quoted, ShellWords.Quote(word));
        Assert.Equal(word, GraphParser.Parse($"a {quoted}").Stages[0].Words[1].Text);
    }

    private static string Say(IReadOnlyList<EdgeEndSyntax> ends) =>
        string.Join(' ', ends.Select(end => end.Kind == EdgeEndKind.Port ? end.Value : $"{end.Kind}({end.Value})"));
}
