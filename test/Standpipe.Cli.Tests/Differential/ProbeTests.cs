namespace Standpipe.Cli.Tests.Differential;

/// <summary>
/// Searches for texts that the tool accepts and sh understands otherwise: what the parser makes of random text is
/// compared with what sh really does with it, as the started programs see it.
/// </summary>
public class ProbeTests
{
    private const string Reason = "The tool is compared with sh.";

    private const int Batch = 250;

    [LinuxFact(Reason, Timeout = 600_000)]
    public async Task Parse_RandomTextThatIsAccepted_IsWhatShDoes()
    {
        int wanted = Seed.Read("STANDPIPE_DIFFERENTIAL_TEXTS", 600);
        List<ProbeCase> cases = [];
        for (int number = 0; cases.Count < wanted; number++)
        {
            if (ProbeCase.TryMake(ProbeGenerator.Generate(Seed.For(number))) is { } one)
            {
                cases.Add(one);
            }
        }

        IEnumerable<string>[] batches = await Task.WhenAll(cases.Chunk(Batch).Select(batch => Task.Run(() => Compare(batch), TestContext.Current.CancellationToken)));

        List<string> failures = [.. batches.SelectMany(failures => failures)];
        Assert.True(failures.Count == 0, $"STANDPIPE_SEED={Seed.Value}, {failures.Count} differ:\n\n{string.Join("\n\n", failures.Take(10))}");
    }

    [LinuxTheory(Reason)]
    [InlineData("p0 'a b' \"c\" \\d '' >a 2>&1 | A=b p1 <b 2>>a|& p2 >&2")]
    [InlineData("a=1 a=2 p0 {a} a#b '$A' |\n p1 \"\\$\\a\"2>a")]
    public void ProbeCase_PlainText_IsUnderstoodByBoth(string graph)
    {
        ProbeCase one = ProbeCase.TryMake(graph)!;

        Assert.Empty(Compare([one]));
    }

    [LinuxTheory(Reason)]
    [InlineData("p0 'a b'", "p0 a b")]
    [InlineData("p0 2>a", "p0 2 >a")]
    [InlineData("A=b p0", "p0 A=b")]
    [InlineData("p0 >a", "p0 >>a")]
    [InlineData("p0 2>&1 >a", "p0 >a 2>&1")]
    [InlineData("p0 | p1", "p0; p1")]
    [InlineData("p0", "p0 'a")]
    public void ProbeCase_OtherText_IsFoundOut(string graph, string forShell)
    {
        ProbeCase one = ProbeCase.TryMake(graph)!;

        Assert.Single(Compare([one.As(forShell)]));
    }

    private static List<string> Compare(ProbeCase[] cases)
    {
        using ProbeShell shell = new();
        for (int i = 0; i < cases.Length; i++)
        {
            shell.Add(i, cases[i]);
        }

        shell.Run();
        List<string> failures = [];
        for (int i = 0; i < cases.Length; i++)
        {
            string expected = cases[i].Expected;
            string actual = shell.Read(i, cases[i].Stages);
            if (expected != actual)
            {
                failures.Add($"graph:\n{cases[i].Graph}\nparsed: {expected}\nsh:     {actual}\n{shell.Complaints(i)}");
            }
        }

        return failures;
    }
}
