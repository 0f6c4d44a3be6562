using System.Globalization;
using System.Runtime.InteropServices;

namespace Standpipe.TestChild;

/// <summary>Verbs that start processes or send signals.</summary>
internal static class ProcessVerbs
{
    private const nint Ignore = 1;
    private const int ChildSignal = 17;

    /// <summary>
    /// grandchild TEXT VALUE [stay]: starts a child that keeps this one's standard handles until the end VALUE ends,
    /// writes TEXT and the child's id to output, and leaves without it, or stays until its own input ends.
    /// </summary>
    internal static int Grandchild(string[] args)
    {
        using PipeReadEnd until = PipeReadEnd.FromChildValue(args[1]);
        ChildProcessOptions options = new(Environment.ProcessPath!, "copy-end", until.ChildValue)
        {
            InheritedHandles = { until },
            OnDispose = ChildDisposal.Leave,
        };
        using ChildProcess grandchild = ChildProcess.Start(options);
        _ = StreamVerbs.Write([args[0] + grandchild.Id.ToString(CultureInfo.InvariantCulture)]);
        return args.Length > 2 ? StreamVerbs.Hold([]) : 0;
    }

    /// <summary>raise NUMBER: sends itself a signal, by its default action.</summary>
    internal static int Raise(string[] args)
    {
        int number = int.Parse(args[0], CultureInfo.InvariantCulture);
        _ = Native.signal(number, 0);
        _ = Native.kill(Environment.ProcessId, number);
        return 0;
    }

    /// <summary>ignore-term: ignores SIGTERM, writes a byte when that is so, and stays until input ends.</summary>
    internal static int IgnoreTerminate(string[] args)
    {
        using PosixSignalRegistration registration =
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, static context => context.Cancel = true);
        return StreamVerbs.Hold(args);
    }

    /// <summary>start-ignoring-sigchld CODE: ignores SIGCHLD, runs a child that holds, then exits with the code; prints its status.</summary>
    internal static int StartIgnoringChildSignal(string[] args)
    {
        _ = Native.signal(ChildSignal, Ignore);
        ChildProcessOptions options = new(Environment.ProcessPath!, "hold", args[0])
        {
            StandardInput = ChildInput.Pipe,
            StandardOutput = ChildOutput.Null,
        };
        using ChildProcess child = ChildProcess.Start(options);
        child.StandardInput!.Dispose();
        Console.Write(child.WaitForExit());
        return 0;
    }
}
