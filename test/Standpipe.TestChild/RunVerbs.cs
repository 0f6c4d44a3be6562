using System.Globalization;
using System.Runtime.InteropServices;

namespace Standpipe.TestChild;

/// <summary>Verbs that change this process first, and then run another program in its place.</summary>
internal static unsafe class RunVerbs
{
    private const nint Ignore = 1;
    private const int NewPidNamespace = 0x20000000;   // CLONE_NEWPID
    private const int NotPermitted = 77;

    /// <summary>run PROGRAM [ARGUMENT...]: runs it with this process's standard handles, then ends the way it ended.</summary>
    internal static int Run(string[] args)
    {
        ChildProcess.Run(new ChildProcessOptions(args[0], args[1..])).Status.ExitCurrentProcess();
        return 0;
    }

    /// <summary>run-ignoring SIGNAL PROGRAM [ARGUMENT...]: the same, after ignoring a signal as nohup does.</summary>
    internal static int RunIgnoring(string[] args)
    {
        _ = Native.signal(int.Parse(args[0], CultureInfo.InvariantCulture), Ignore);
        return Run(args[1..]);
    }

    /// <summary>
    /// in-new-pid-namespace VERB [ARGUMENT...]: runs the verb as process 1 of a new namespace and exits with its code;
    /// with 77 if this user may not make one.
    /// </summary>
    internal static int InNewPidNamespace(string[] args)
    {
        int code = NotPermitted;

        // What the library starts once, it starts here: a thread that has left its namespace can make no threads.
        _ = ChildProcess.Run(new ChildProcessOptions(Environment.ProcessPath!, "exit", "0"));
        Thread thread = new(() =>
        {
            if (Native.unshare(NewPidNamespace) == 0)
            {
                code = ChildProcess.Run(new ChildProcessOptions(Environment.ProcessPath!, args)).Status.ToShellCode();
            }
        });
        thread.Start();
        thread.Join();
        return code;
    }

    /// <summary>exec-with-raw-variable VERB [ARGUMENT...]: becomes that verb, with RAW set to bytes that are not UTF-8.</summary>
    internal static int ExecuteWithRawVariable(string[] args)
    {
        byte** argv = Strings([Environment.ProcessPath!, .. args]);
        byte** envp = Strings(["RAW=#"]);
        envp[0][4] = 0xFF;
        fixed (byte* path = System.Text.Encoding.UTF8.GetBytes(Environment.ProcessPath! + '\0'))
        {
            _ = Native.execve(path, argv, envp);
        }

        return 1;
    }

    private static byte** Strings(string[] strings)
    {
        byte** array = (byte**)NativeMemory.AllocZeroed((nuint)(strings.Length + 1), (nuint)sizeof(byte*));
        for (int i = 0; i < strings.Length; i++)
        {
            array[i] = (byte*)Marshal.StringToCoTaskMemUTF8(strings[i]);
        }

        return array;
    }
}
