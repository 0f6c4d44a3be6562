namespace Standpipe.Benchmarks.Contenders;

/// <summary>Who starts /bin/true and waits for it.</summary>
internal static class Starters
{
    internal const string Ours = "ours";
    internal const string Process = "process";
    internal const string CliWrap = "cliwrap";
    internal const string MedallionShell = "medallion";

    private const string Program = "/bin/true";

    /// <summary>What does it once; it throws unless the child succeeds.</summary>
    internal static Action Create(string kind) => kind switch
    {
        Ours => StartOurs,
        Process => StartProcess,
        CliWrap => StartCliWrap,
        MedallionShell => StartMedallionShell,
        _ => throw new ArgumentException($"No such kind: {kind}."),
    };

    private static void StartOurs()
    {
        using ChildProcess child = ChildProcess.Start(Program);
        RequireSuccess(child.WaitForExit().IsSuccess);
    }

    private static void StartProcess()
    {
#pragma warning disable RS0030 // The library's own rule: here it is measured.
        using System.Diagnostics.Process child = System.Diagnostics.Process.Start(Program);
        child.WaitForExit();
        RequireSuccess(child.ExitCode == 0);
#pragma warning restore RS0030
    }

    private static void StartCliWrap() =>
        RequireSuccess(global::CliWrap.Cli.Wrap(Program).ExecuteAsync().Task.GetAwaiter().GetResult().IsSuccess);

    private static void StartMedallionShell()
    {
        using Medallion.Shell.Command command = Medallion.Shell.Command.Run(Program);
        RequireSuccess(command.Task.GetAwaiter().GetResult().Success);
    }

    private static void RequireSuccess(bool success)
    {
        if (!success)
        {
            throw new InvalidOperationException($"{Program} failed.");
        }
    }
}
