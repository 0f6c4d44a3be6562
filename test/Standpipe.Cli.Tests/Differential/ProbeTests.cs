namespace Standpipe.Cli.Tests.Differential;

/// <summary>
/// Searches for texts that the tool accepts and sh, or bash, understands otherwise: what the parser makes of random text is
/// compared with what the shell really does with it, as the started programs see it.
/// </summary>
public class ProbeTests
{
    private const string Reason = "The tool is compared with sh.";

    private const int Batch = 250;

    [LinuxFact(Reason, Timeout = 600_000)]
    public async Task Parse_RandomTextThatIsAccepted_IsWhatShDoes()
    {
        int wanted = Seed.Read("STANDPIPE_DIFFERENTIAL_TEXTS", 600);
        List<ProbeCase> cases = Find(wanted, substitutions: false);

        await AssertSameAsync(cases);
    }

    [LinuxFact(Reason, Timeout = 600_000)]
    public async Task Parse_RandomTextWithProcessSubstitution_IsWhatBashDoes()
    {
        int wanted = Seed.Read("STANDPIPE_DIFFERENTIAL_TEXTS", 600) / 2;
        List<ProbeCase> cases = Find(wanted, substitutions: true);

        await AssertSameAsync(cases);
    }

    [LinuxTheory(Reason)]
    [InlineData("p0 'a b' \"c\" \\d '' >a 2>&1 | A=b p1 <b 2>>a|& p2 >&2")]
    [InlineData("a=1 a=2 p0 {a} a#b '$A' |\n p1 \"\\$\\a\"2>a")]
    [InlineData("p0 3>a 4<&0 5>>a 2>&3 1>&5 0>b 3>&- | p1 3>&1 1>&2 2>&3 <&- 9<b >&9")]
    [InlineData("p0 a<(p1 | p2 2>&1)b >(p3) 2<(p4) | p5 < <(p6 3>&1) > >(p7)")]
    [InlineData("p0 <(p1) 9< <(p2 <(p3)) <(p4 <(p5 <(p6)) 8> >(p7 >(p8)))")]
    [InlineData("p0 | p1 3>a <(p2 <(p3) < <(p4)) <b 4>> >(p5 >a |& p6) >&4")]
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
    [InlineData("p0 3>&1", "p0 4>&1")]
    [InlineData("p0 3>a 3>&-", "p0 3>a")]
    [InlineData("p0 <&-", "p0")]
    [InlineData("p0 3>&1 >a", "p0 >a 3>&1")]
    [InlineData("p0 <(p1)", "p0 >(p1)")]
    [InlineData("p0 <(p1)", "p0 /dev/fd/63; p1")]
    [InlineData("p0 <(p1) | p2", "p0 | p2 <(p1)")]
    [InlineData("p0 >a <(p1 >&2)", "p0 >a < <(p1 >&2)")]
    public void ProbeCase_OtherText_IsFoundOut(string graph, string forShell)
    {
        ProbeCase one = ProbeCase.TryMake(graph)!;

        Assert.Single(Compare([one.As(forShell)]));
    }

    private static List<ProbeCase> Find(int wanted, bool substitutions)
    {
        List<ProbeCase> cases = [];
        for (int number = 0; cases.Count < wanted; number++)
        {
            if (ProbeCase.TryMake(new ProbeGenerator(Seed.For(number), substitutions).Generate()) is { } one && one.NeedsBash == substitutions)
            {
                cases.Add(one);
            }
        }

        return cases;
    }

    private static async Task AssertSameAsync(List<ProbeCase> cases)
    {
        IEnumerable<string>[] batches = await Task.WhenAll(cases.Chunk(Batch).Select(batch => Task.Run(() => Compare(batch), TestContext.Current.CancellationToken)));

        List<string> failures = [.. batches.SelectMany(failures => failures)];
        Assert.True(failures.Count == 0, $"STANDPIPE_SEED={Seed.Value}, {failures.Count} differ:\n\n{string.Join("\n\n", failures.Take(10))}");
    }

    private static List<string> Compare(ProbeCase[] cases)
    {
        using ProbeShell shell = new(cases[0].NeedsBash ? Shell.Bash : Shell.Path);
        for (int i = 0; i < cases.Length; i++)
        {
            shell.Add(i, cases[i]);
        }

        shell.Run();
        List<string> failures = [];
        for (int i = 0; i < cases.Length; i++)
        {
            string expected = cases[i].Expected;
            string actual = shell.Read(i, cases[i]);
            if (expected != actual)
            {
                failures.Add($"graph:\n{cases[i].Graph}\nparsed: {expected}\nshell:  {actual}\n{shell.Complaints(i)}");
            }
        }

        return failures;
    }
}
