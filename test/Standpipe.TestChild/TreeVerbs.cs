using System.Globalization;

namespace Standpipe.TestChild;

/// <summary>Verbs about all the processes below this one.</summary>
internal static class TreeVerbs
{
    private const int Children = 20;

    /// <summary>
    /// kill-descendants: adopts orphans, makes some (one of them in a session of its own) beside a child, kills them all;
    /// prints whether none was left, and how many had spoken before.
    /// </summary>
    internal static int KillDescendants(string[] args)
    {
        Descendants.AdoptOrphans();
        using AnonymousPipe until = AnonymousPipe.Create();
        using AnonymousPipe voices = AnonymousPipe.Create();
        foreach (ProcessGroupMode group in new[] { ProcessGroupMode.Inherit, ProcessGroupMode.NewSession })
        {
            _ = ChildProcess.Run(new ChildProcessOptions(Environment.ProcessPath!, "grandchild", "g", until.ReadEnd.ChildValue)
            {
                StandardOutput = voices.WriteEnd.Duplicate(),
                InheritedHandles = { until.ReadEnd.Share() },
                ProcessGroup = group,
            });
        }

        using ChildProcess child = ChildProcess.Start(new ChildProcessOptions(Environment.ProcessPath!, "copy-end", until.ReadEnd.ChildValue)
        {
            StandardOutput = voices.WriteEnd,
            InheritedHandles = { until.ReadEnd },
        });
        bool noneLeft = Descendants.KillAll(TimeSpan.FromSeconds(60));

        // End of file comes only if nobody holds the write end any more.
        using StreamReader reader = new(voices.ReadEnd);
        int spoken = reader.ReadToEnd().Count('g');
        Console.Write($"{noneLeft} {spoken} {child.WaitForExit()}");
        return 0;
    }

    /// <summary>kill-foreign: tries to kill a child of another user, without the right to; prints whether none was left.</summary>
    internal static int KillForeign(string[] args)
    {
        using ChildProcess child = ChildProcess.Start(new ChildProcessOptions("setpriv", "--reuid", "65534", "sh", "-c", "echo ready; read line")
        {
            StandardInput = ChildInput.Pipe,
            StandardOutput = ChildOutput.Pipe,
        });
        _ = child.StandardOutput!.ReadByte();
        Console.Write(Descendants.KillAll(TimeSpan.Zero));
        child.StandardInput!.Dispose();
        _ = child.WaitForExit();
        return 0;
    }

    /// <summary>hold-child: starts a child from another thread than the first, says a byte when it runs, and holds it until the input ends.</summary>
    internal static int HoldChild(string[] args)
    {
        using ChildProcess child = Task.Run(() => ChildProcess.Start(new ChildProcessOptions(Environment.ProcessPath!, "hold")
        {
            StandardInput = ChildInput.Pipe,
            StandardOutput = ChildOutput.Pipe,
        })).GetAwaiter().GetResult();
        int ready = child.StandardOutput!.ReadByte();
        using Stream output = Console.OpenStandardOutput();
        output.WriteByte((byte)ready);
        using Stream input = Console.OpenStandardInput();
        return input.ReadByte() < 0 ? 0 : 1;
    }

    /// <summary>run-beside-runtime: uses the runtime's own way to start a process, then this library's; prints this process's id and the codes 1 to 20.</summary>
    internal static int RunBesideRuntime(string[] args)
    {
#pragma warning disable RS0030 // What it does to our children is what the verb is for.
        using (System.Diagnostics.Process other = System.Diagnostics.Process.Start(Environment.ProcessPath!, ["exit", "0"]))
        {
            other.WaitForExit();
        }
#pragma warning restore RS0030

        List<ChildProcess> children = [];
        for (int code = 1; code <= Children; code++)
        {
            children.Add(ChildProcess.Start(Environment.ProcessPath!, "exit", code.ToString(CultureInfo.InvariantCulture)));
        }

        Console.Write($"{Environment.ProcessId}: {string.Join(' ', children.Select(child => child.WaitForExit().Code))}");
        return 0;
    }
}
