using System.Text.Json;
using Standpipe.Cli.Explaining;
using Standpipe.Cli.Planning;
using Standpipe.Cli.Running;
using Standpipe.Cli.Tests.Planning;

namespace Standpipe.Cli.Tests;

public class ExplainTests
{
    private const string Reason = "Programs and paths of Linux.";

    private static readonly JsonSerializerOptions s_relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [LinuxFact(Reason, Timeout = 60_000)]
    public async Task Explain_Pipeline_SaysAllAndRunsNothing()
    {
        using Scratch scratch = new();
        string file = scratch.In("out");

        ChildResult result = await Tool.RunAsync("run", "--explain", "--capacity", "1M", "--timeout", "5s", $"A='b c' printf '%s\\n' \"it's\" | sort 2>&1 3<&- >'{file}'");

        Assert.Equal(
            $"""
            stages
              printf: printf '%s\n' 'it'\''s'
                program /usr/bin/printf
                with A='b c'
                0  standpipe's own standard input
                1  writes pipe printf.1->sort.0
                2  standpipe's own standard error
              sort: sort
                program /usr/bin/sort
                0  reads pipe printf.1->sort.0
                1  writes file {file}, emptied first
                2  standpipe's own standard output
            pipes
              printf.1->sort.0: 1048576 bytes or more
            running
              all stages start, or none
              exit: that of the stage that failed first, and not for its reader's leaving; else 0
              time-out: 5.000 s, then exit 124
              standing still: told of
              SIGINT, SIGTERM, SIGHUP, SIGQUIT: told to the stages, producers first; killed, with all they started, after 5.000 s; then standpipe dies of it
            shell
              A='b c' printf '%s\n' "it's" | sort 2>&1 3<&- >'{file}'

            """.ReplaceLineEndings("\n"),
            result.EnsureSuccess().StandardOutput!.Text);
        Assert.False(File.Exists(file));
    }

    [LinuxFact(Reason, Timeout = 60_000)]
    public async Task Explain_ProgramThatIsNotThere_IsToldWithTheCodeOfARun()
    {
        ChildResult result = await Tool.RunAsync("run", "--explain", "true | no-such-program");

        Assert.Equal(ExitStatus.FromCode(127), result.Status);
        Assert.Contains("no-such-program", result.StandardError!.Text, StringComparison.Ordinal);
        Assert.Contains("program not found, or not to be run", result.StandardOutput!.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a | b", new string[0], new string[0], "a | b")]
    [InlineData(" a <(b)\n", new string[0], new string[0], "a <(b)")]
    [InlineData(null, new[] { "B=b -x", "A=a 'y z' 2>e", "C=c" }, new[] { "A -> B", "B -> C" }, "a 'y z' 2>e | b -x | c")]
    [InlineData(null, new[] { "A=a" }, new[] { "file:in -> A", "A -> append:'o p'", "A.2 -> file:e" }, "a < in >> 'o p' 2> e")]
    [InlineData(null, new[] { "A=a <(b | c)" }, new string[0], "a <(b | c)")]
    [InlineData(null, new[] { "A=a 2>&1" }, new[] { "A -> file:log" }, "> log a 2>&1")]
    [InlineData(null, new[] { "A=X=x a 2>&1" }, new[] { "A -> file:log", "file:in -> A" }, "< in > log X=x a 2>&1")]
    [InlineData(null, new[] { "A=a" }, new[] { "A.1, A.2 -> file:log" }, "a > log 2>&1")]
    [InlineData(null, new[] { "A=a", "B=b" }, new[] { "A.2, B.2 -> file:log", "A -> B" }, null)]
    [InlineData(null, new[] { "A=a >(b)" }, new[] { "A -> file:log" }, null)]
    [InlineData(null, new[] { "A=a", "B=b" }, new string[0], null)]
    [InlineData(null, new[] { "A=a", "B=b" }, new[] { "A.2 -> B" }, null)]
    [InlineData(null, new[] { "A=a", "B=b" }, new[] { "A -> B.3" }, null)]
    [InlineData(null, new[] { "A=a", "B=b", "C=c" }, new[] { "A -> B, C" }, null)]
    [InlineData(null, new[] { "A=a", "B=b", "C=c" }, new[] { "A, B -> C" }, null)]
    [InlineData(null, new[] { "A=a", "B=b" }, new[] { "A -> B", "B -> A" }, null)]
    [InlineData("a", new[] { "B=b" }, new[] { "a.2 -> B" }, null)]
    public void ShellLine_Graph_IsSaidWhereAShellHasWords(string? graph, string[] nodes, string[] edges, string? line)
    {
        GraphRequest request = Plans.Request(graph, nodes, edges);

        Assert.Equal(line, ShellLine.Say(request, PlanBuilder.Build(request)));
    }

    [Theory]
    [InlineData("argv: [command, -v, ls]", null)]
    [InlineData("argv: [ls, a b]", "ls 'a b'")]
    [InlineData("{command: a, env: {a.b: c}}", null)]
    [InlineData("{command: X=1 a, env: {X: 2}}", null)]
    [InlineData("{command: X=1 a, env: {Y_2: '3 4'}}", "Y_2='3 4' X=1 a")]
    public void ShellLine_NodeOfAFile_IsSaidWhereAShellTakesItSo(string node, string? line)
    {
        using Scratch scratch = new();
        GraphRequest request = new();
        _ = GraphFile.Read(scratch.Write("graph.yaml", $"nodes:\n  A: {(node[0] == '{' ? node : $"{{{node}}}")}\n"), request);

        Assert.Equal(line, ShellLine.Say(request, PlanBuilder.Build(request)));
    }

    [Fact]
    public void Dot_Graph_HasBoxesAndArrows() => Assert.Equal(
        """
        digraph standpipe {
          rankdir=LR;
          node [shape=box];
          "A" [label="A\na \"x\\\\n\""];
          "B" [label="B\nb"];
          "file:f" [shape=note, label="f"];
          "A" -> "B" [label="1→0"];
          "A" -> "file:f" [label="2"];
        }

        """.ReplaceLineEndings("\n"),
        Write("dot", ["A=a \"x\\\\n\"", "B=b"], ["A -> B", "A.2 -> file:f"]));

    [Fact]
    public void Mermaid_Graph_HasBoxesAndArrows() => Assert.Equal(
        """
        flowchart LR
          n0["A: a #34;end#34;"]
          n1["end: b"]
          n2[("f")]
          n0 -->|"1→0"| n1
          n2 -->|"0"| n0

        """.ReplaceLineEndings("\n"),
        Write("mermaid", ["A=a \"end\"", "end=b"], ["A -> end", "file:f -> A"]));

    [Fact]
    public void Json_Graph_HasEverything()
    {
        using JsonDocument json = JsonDocument.Parse(Write("json", ["A=X=1 a 3>&1", "B=b", "C=c"], ["A -> B, C, file:f", "B -> append:g"]));
        JsonElement root = json.RootElement;

        Assert.Equal("standpipe-graph/1", root.GetProperty("schema").GetString());
        JsonElement stage = root.GetProperty("stages")[0];
        Assert.Equal(("A", "a", "1"), (stage.GetProperty("name").GetString(), stage.GetProperty("argv")[0].GetString(), stage.GetProperty("env").GetProperty("X").GetString()));
        Assert.Equal(
            """[{"fd":0,"kind":"inherited","of":0},{"fd":1,"kind":"pipe","end":"write","edges":["A.1+A.3->B.0","A.1+A.3->C.0"],"files":["f"]},{"fd":2,"kind":"inherited","of":2},{"fd":3,"kind":"pipe","end":"write","edges":["A.1+A.3->B.0","A.1+A.3->C.0"],"files":["f"]}]""",
            JsonSerializer.Serialize(stage.GetProperty("descriptors"), s_relaxed));
        Assert.Equal(
            """{"name":"A.1+A.3->B.0","from":[{"stage":"A","fd":1},{"stage":"A","fd":3}],"to":[{"stage":"B","fd":0}],"capacity":null,"meter":false,"relay":true}""",
            JsonSerializer.Serialize(root.GetProperty("edges")[0], s_relaxed));
        Assert.Equal("""{"exit_policy":"pipefail","early_close":"warn","timeout_ns":1500000000,"stall_timeout_ns":null,"kill_after_ns":0}""", JsonSerializer.Serialize(root.GetProperty("options")));
        Assert.Equal(JsonValueKind.Null, root.GetProperty("shell").ValueKind);
    }

    private static string Write(string format, string[] nodes, string[] edges)
    {
        GraphRequest request = Plans.Request(null, nodes, edges);
        GraphPlan plan = PlanBuilder.Build(request);
        RunOptions options = new() { Timeout = TimeSpan.FromSeconds(1.5), ExitPolicy = GraphExitPolicy.PipeFail, EarlyClose = GraphEarlyClosePolicy.Warn };
        return ExplanationFormats.Write(new Explanation(plan, plan.Nodes.ToDictionary(node => node, _ => (string?)null), options, ShellLine.Say(request, plan)), format);
    }
}
