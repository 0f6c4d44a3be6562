using System.Globalization;
using System.Runtime.InteropServices;

namespace Standpipe.TestChild;

/// <summary>Verbs about signals and terminals.</summary>
internal static class SignalVerbs
{
    private const nint Ignore = 1;
    private const int ReadWrite = 2;   // O_RDWR

    /// <summary>
    /// tell-signals NAME [LAST]: from when it copies the first byte of its input, tells on standard error of each SIGHUP,
    /// SIGINT and SIGTERM; stays until input ends, or until it has told of LAST.
    /// </summary>
    internal static int TellSignals(string[] args)
    {
        using Stream error = Console.OpenStandardError();
        TaskCompletionSource last = new();
        List<PosixSignalRegistration> registrations = [];
        foreach (PosixSignal signal in (PosixSignal[])[PosixSignal.SIGHUP, PosixSignal.SIGINT, PosixSignal.SIGTERM])
        {
            registrations.Add(PosixSignalRegistration.Create(signal, context =>
            {
                context.Cancel = true;
                error.Write(System.Text.Encoding.ASCII.GetBytes($"{args[0]} {context.Signal}\n"));
                if (args.Length > 1 && context.Signal.ToString() == args[1])
                {
                    _ = last.TrySetResult();
                }
            }));
        }

        using Stream input = Console.OpenStandardInput();
        using Stream output = Console.OpenStandardOutput();
        output.WriteByte((byte)input.ReadByte());
        _ = Task.WaitAny(last.Task, Task.Run(() => input.CopyTo(Stream.Null)));
        registrations.ForEach(registration => registration.Dispose());
        return 0;
    }

    /// <summary>ignoring NUMBER PROGRAM ...: runs a program that has the signal ignored; ends as it does.</summary>
    internal static int Ignoring(string[] args)
    {
        _ = Native.signal(int.Parse(args[0], CultureInfo.InvariantCulture), Ignore);
        return Run(args[1..]);
    }

    /// <summary>on-terminal PATH PROGRAM ...: takes the terminal as its own and runs a program there; prints its status.</summary>
    internal static unsafe int OnTerminal(string[] args)
    {
        // Caught, not ignored: what is ignored the program would inherit.
        using PosixSignalRegistration registration =
            PosixSignalRegistration.Create(PosixSignal.SIGINT, static context => context.Cancel = true);
        fixed (byte* path = System.Text.Encoding.UTF8.GetBytes(args[0] + '\0'))
        {
            if (Native.open(path, ReadWrite) < 0)
            {
                return 1;
            }
        }

        ExitStatus status = ChildProcess.Run(new ChildProcessOptions(args[1], args[2..]) { StandardInput = ChildInput.Inherit }).Status;
        Console.Write(status);
        return 0;
    }

    /// <summary>run-closed NUMBER PROGRAM ...: runs a program without that standard handle; ends as it does.</summary>
    internal static int RunClosed(string[] args)
    {
        switch (args[0])
        {
            case "0":
                StandardHandles.Input = null;
                break;
            case "1":
                StandardHandles.Output = null;
                break;
            default:
                StandardHandles.Error = null;
                break;
        }

        return Run(args[1..]);
    }

    /// <summary>in-session VERB ...: runs another verb in a session of its own, as a grandchild that nothing here reaches.</summary>
    internal static int InSession(string[] args)
    {
        ChildProcessOptions options = new(Environment.ProcessPath!, args)
        {
            StandardInput = ChildInput.Inherit,
            ProcessGroup = ProcessGroupMode.NewSession,
            OnDispose = ChildDisposal.Leave,
        };
        using ChildProcess child = ChildProcess.Start(options);
        return child.WaitForExit().ToShellCode();
    }

    private static int Run(string[] command) =>
        ChildProcess.Run(new ChildProcessOptions(command[0], command[1..]) { StandardInput = ChildInput.Inherit }).Status.ToShellCode();
}
