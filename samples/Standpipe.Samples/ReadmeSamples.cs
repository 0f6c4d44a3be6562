using System.Text;

namespace Standpipe.Samples;

/// <summary>The examples of README.md.</summary>
internal static class ReadmeSamples
{
    internal static async Task PipelineAsync()
    {
        #region pipeline
        Pipeline words = Pipeline.Create("cat", "README.md").Pipe("tr", "-cs", "A-Za-z", "\n").Pipe("sort").Pipe("uniq", "-c");
        string counts = await words.ReadAsync();              // throws, and says which program failed and how, if one did
        Console.WriteLine(counts.Count(c => c == '\n'));      // a line for each word
        #endregion
    }

    internal static void Pipe()
    {
        #region pipe
        using AnonymousPipe pipe = AnonymousPipe.Create(capacity: 1 << 20);   // what the kernel gave: pipe.Capacity
        pipe.WriteEnd.Write("to the other end"u8);
        pipe.WriteEnd.Dispose();                                              // end of file, once that has been read

        using StreamReader reader = new(pipe.ReadEnd, Encoding.UTF8);
        Console.WriteLine(reader.ReadToEnd());
        #endregion
    }

    internal static void ConnectChildren()
    {
        #region connect
        using AnonymousPipe pipe = AnonymousPipe.Create();
        using ChildProcess yes = ChildProcess.Start(new ChildProcessOptions("yes") { StandardOutput = pipe.WriteEnd });
        using ChildProcess head = ChildProcess.Start(new ChildProcessOptions("head", "-3") { StandardInput = pipe.ReadEnd });

        Console.WriteLine(head.WaitForExit());   // exit 0
        Console.WriteLine(yes.WaitForExit());    // SIGPIPE: its reader had enough
        #endregion
    }

    internal static void FeedAndCapture()
    {
        #region capture
        ChildResult result = ChildProcess.Run(new ChildProcessOptions("sort", "-u")
        {
            StandardInput = ChildInput.FromText("pear\napple\npear\n"),
            StandardOutput = ChildOutput.Capture,
            StandardError = ChildOutput.Capture,
        }).EnsureSuccess();

        Console.Write(result.StandardOutput!.Text);
        #endregion
    }

    internal static void Inherit()
    {
        #region inherit
        using AnonymousPipe control = AnonymousPipe.Create();
        using ChildProcess child = ChildProcess.Start(new ChildProcessOptions("sh", "-c", "echo ready >&3")
        {
            InheritedHandles = { control.WriteEnd.As(3) },   // the child has 0, 1, 2 and 3: nothing else, whatever else is open here
        });

        using StreamReader reader = new(control.ReadEnd);
        Console.WriteLine(reader.ReadLine());
        #endregion
        _ = child.WaitForExit();
    }

    internal static async Task StopAsync()
    {
        #region stop
        using ChildProcess server = ChildProcess.Start(new ChildProcessOptions("sleep", "1000")
        {
            ProcessGroup = ProcessGroupMode.New,
        });

        ExitStatus status = await server.TerminateAsync(grace: TimeSpan.FromSeconds(5), SignalScope.Group);
        Console.WriteLine($"{status}, {status.Usage!.UserTime.TotalMilliseconds:0} ms of processor time");
        #endregion
    }

    internal static void StandardHandlesOfChildren()
    {
        #region standard-handles
        using AnonymousPipe pipe = AnonymousPipe.Create();
        Microsoft.Win32.SafeHandles.SafeFileHandle? before = StandardHandles.Output;
        StandardHandles.Output = pipe.WriteEnd.SafeFileHandle;         // for children from now on; not for this process
        using ChildProcess child = ChildProcess.Start("echo", "hello");
        StandardHandles.Output = before;
        pipe.WriteEnd.Dispose();
        #endregion

        using StreamReader reader = new(pipe.ReadEnd);
        Console.WriteLine(reader.ReadToEnd().Trim());
        _ = child.WaitForExit();
    }
}
