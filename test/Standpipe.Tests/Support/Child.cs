namespace Standpipe.Tests;

/// <summary>Starting the test child, and waiting for it without ever hanging the run.</summary>
internal static class Child
{
    internal const int HangGuard = 60_000;

    /// <summary>What is said of a child that was killed.</summary>
    internal static string Killed => OperatingSystem.IsWindows() ? "exit 137" : "SIGKILL";

    /// <summary>Runs a child until it has ended; killed if the test is given up.</summary>
    internal static Task<ChildResult> RunAsync(ChildProcessOptions options) =>
        ChildProcess.RunAsync(options, TestContext.Current.CancellationToken);

    /// <summary>Runs a verb and gives what it wrote.</summary>
    internal static async Task<string> OutputAsync(params string[] arguments)
    {
        ChildResult result = await RunAsync(new ChildProcessOptions(TestChildProgram.Path, arguments)
        {
            StandardInput = ChildInput.Null,
            StandardOutput = ChildOutput.Capture,
        });
        return result.EnsureSuccess().StandardOutput!.Text;
    }

    /// <summary>Options for a child that holds until its input, a pipe, ends.</summary>
    internal static ChildProcessOptions Holding(
        ChildDisposal onDispose = ChildDisposal.Kill, ProcessGroupMode group = ProcessGroupMode.Inherit) =>
        new(TestChildProgram.Path, "hold")
        {
            StandardInput = ChildInput.Pipe,
            StandardOutput = ChildOutput.Pipe,
            OnDispose = onDispose,
            ProcessGroup = group,
        };

    /// <summary>Waits for the byte by which a child says that it is where the test wants it.</summary>
    internal static async Task AwaitReadyAsync(ChildProcess child)
    {
        byte[] ready = new byte[1];
        await child.StandardOutput!.ReadExactlyAsync(ready, TestContext.Current.CancellationToken);
    }

    /// <summary>Does what blocks in a thread of its own, so that the test's timeout holds.</summary>
    internal static Task<T> OnThreadAsync<T>(Func<T> action)
    {
        TaskCompletionSource<T> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Thread thread = new(() =>
        {
            try
            {
                completion.SetResult(action());
            }
#pragma warning disable CA1031 // Whatever it is, the test is to see it.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                completion.SetException(exception);
            }
        })
        {
            IsBackground = true,
        };
        thread.Start();
        return completion.Task;
    }
}
