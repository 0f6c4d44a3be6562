using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Standpipe.Observation;
using Standpipe.Win32;
using static Standpipe.Win32.Kernel32;

namespace Standpipe.TestChild;

/// <summary>Verbs that take something away from this process first, and then use the library.</summary>
internal static class LimitVerbs
{
    private const int Processes = 6;   // RLIMIT_NPROC, which counts threads
    private const int OpenFiles = 7;   // RLIMIT_NOFILE

    /// <summary>pipe-limits UID REQUIRED ATMOST: as that user, asks for a capacity each way; prints what came of it.</summary>
    internal static int PipeLimits(string[] args)
    {
        if (uint.Parse(args[0], CultureInfo.InvariantCulture) is > 0 and uint uid && Native.setuid(uid) != 0)
        {
            return 1;
        }

        try
        {
            using AnonymousPipe required = AnonymousPipe.Create(int.Parse(args[1], CultureInfo.InvariantCulture));
            Console.WriteLine(required.Capacity);
        }
        catch (PipeCapacityException exception)
        {
            Console.WriteLine($"{exception.RequestedCapacity} {exception.Limit} {exception.Message}");
        }

        using AnonymousPipe atMost = AnonymousPipe.Create(new AnonymousPipeOptions
        {
            Capacity = int.Parse(args[2], CultureInfo.InvariantCulture),
            CapacityPolicy = PipeCapacityPolicy.AtMost,
        });
        Console.WriteLine(atMost.Capacity);
        return 0;
    }

    /// <summary>
    /// pipe-budget UID: as that user, makes pipes of 1 MiB until one is refused; prints why, and what "at most" gives then
    /// for 1 MiB and for 4 KiB.
    /// </summary>
    internal static int PipeBudget(string[] args)
    {
        const int Large = 1 << 20;
        if (Native.setuid(uint.Parse(args[0], CultureInfo.InvariantCulture)) != 0)
        {
            return 1;
        }

        List<AnonymousPipe> pipes = [];
        try
        {
            while (true)
            {
                pipes.Add(AnonymousPipe.Create(Large));
            }
        }
        catch (PipeCapacityException exception)
        {
            Console.WriteLine(exception.Message);
        }

        foreach (int capacity in (int[])[Large, 4096])
        {
            using AnonymousPipe pipe = AnonymousPipe.Create(new AnonymousPipeOptions
            {
                Capacity = capacity,
                CapacityPolicy = PipeCapacityPolicy.AtMost,
            });
            Console.WriteLine(pipe.Capacity);
        }

        GC.KeepAlive(pipes);
        return 0;
    }

    /// <summary>
    /// pipe-within-budget UID: as that user, makes pipes of 1 MiB within the budget until one gets the default; prints how many got how
    /// much, whether the budget is exhausted, and what a pipe gets by other policies then. Uses the budget up, prints the same, lets half
    /// of the pipes go, and prints it again.
    /// </summary>
    internal static int PipeWithinBudget(string[] args)
    {
        const int Large = 1 << 20;
        if (Native.setuid(uint.Parse(args[0], CultureInfo.InvariantCulture)) != 0)
        {
            return 1;
        }

        List<AnonymousPipe> pipes = [];
        do
        {
            pipes.Add(Make(Large, PipeCapacityPolicy.WithinBudget));
        }
        while (pipes[^1].Capacity > 65536);

        Console.WriteLine(string.Join(' ', pipes.GroupBy(pipe => pipe.Capacity).Select(same => $"{same.Count()}x{same.Key}")));
        Tell();
        do
        {
            pipes.Add(Make(Large, PipeCapacityPolicy.AtMost));
        }
        while (pipes[^1].Capacity >= 65536);

        Tell();
        pipes[..(pipes.Count / 2)].ForEach(pipe => pipe.Dispose());
        Tell();
        GC.KeepAlive(pipes);
        return 0;

        static void Tell()
        {
            using AnonymousPipe within = Make(Large, PipeCapacityPolicy.WithinBudget);
            using AnonymousPipe small = Make(4096, PipeCapacityPolicy.WithinBudget);
            Console.WriteLine($"exhausted {Standpipe.PipeBudget.IsExhausted()} within {within.Capacity} small {small.Capacity}");
        }
    }

    /// <summary>start-without-standard-handles WHICH...: closes those of 0, 1, 2, then starts "fds" with its output captured; prints that to descriptor 9.</summary>
    internal static int StartWithoutStandardHandles(string[] args)
    {
        using PipeWriteEnd report = PipeWriteEnd.FromFileDescriptor(9);
        foreach (string number in args)
        {
            _ = Native.close(int.Parse(number, CultureInfo.InvariantCulture));
        }

        ChildResult result = ChildProcess.Run(new ChildProcessOptions(Environment.ProcessPath!, "fds")
        {
            StandardOutput = ChildOutput.Capture,
        });
        report.Write(result.StandardOutput!.Bytes.Span);
        return 0;
    }

    /// <summary>start-with-few-descriptors: leaves room for too few descriptors, then starts children; prints what each attempt said.</summary>
    internal static unsafe int StartWithFewDescriptors(string[] args)
    {
        // One start first, so that what is made once a process exists.
        _ = ChildProcess.Run(new ChildProcessOptions(Environment.ProcessPath!, "exit", "0"));
        int open = Directory.GetFileSystemEntries("/proc/self/fd").Length;
        ulong* limits = stackalloc ulong[2];
        for (int spare = 12; spare >= 0; spare--)
        {
            (limits[0], limits[1]) = ((ulong)(open + spare), (ulong)(open + 12));
            _ = Native.setrlimit(OpenFiles, limits);
            Console.WriteLine(Attempt());
        }

        return 0;
    }

    /// <summary>
    /// handles-with-few-descriptors SPARE: for each limit from SPARE more descriptors than are open down to none more, makes pipes until there is no room for another, then closes
    /// them. Prints how many pipes, the error, and how many descriptors too many were open before and after the closing.
    /// </summary>
    internal static int HandlesWithFewDescriptors(string[] args)
    {
        int hard = CountOpen() + int.Parse(args[0], CultureInfo.InvariantCulture);
        SetLimit(OpenFiles, hard, hard);
        _ = FillWithPipes(out _).TrueForAll(handle => CloseHandle(handle));   // what is made once exists from here on
        int open = CountOpen();
        StringBuilder told = new();
        for (int soft = hard; soft >= open; soft--)
        {
            SetLimit(OpenFiles, soft, hard);
            List<HANDLE> handles = FillWithPipes(out WIN32_ERROR error);
            SetLimit(OpenFiles, hard, hard);
            int extra = CountOpen() - open - handles.Count;
            _ = handles.TrueForAll(handle => CloseHandle(handle));
            _ = told.Append(CultureInfo.InvariantCulture, $"{handles.Count / 2} {(int)error} {extra} {CountOpen() - open}\n");
        }

        Console.Write(told);

        return 0;
    }

    /// <summary>graph-with-few-descriptors: leaves room for just so many descriptors that a graph of many processes passes its check, then starts it; says so.</summary>
    internal static int GraphWithFewDescriptors(string[] args)
    {
        const int Nodes = 20;
        const int Plenty = 200;
        int hard = CountOpen() + Plenty;
        Start(hard);   // what is made once, or loaded at its first use, is there from here on
        int soft = hard;
        while (Make().Validate().Count == 0)
        {
            SetLimit(OpenFiles, --soft, hard);
        }

        Start(soft + 1);
        Console.Write("started");
        return 0;

        void Start(int limit)
        {
            SetLimit(OpenFiles, limit, hard);
            RunningGraph running = Make().Start(new GraphRunOptions { KillOnParentDeath = true });
            SetLimit(OpenFiles, hard, hard);
            running.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }

        static ProcessGraph Make()
        {
            ProcessGraph graph = new();
            for (int i = 0; i < Nodes; i++)
            {
                _ = graph.Add(new ChildProcessOptions("sleep", "1000"));
            }

            return graph;
        }
    }

    /// <summary>wait-without-epoll: leaves room for no descriptor, begins the first asynchronous wait; prints what came of it, whether the end closes, and how a later wait does.</summary>
    internal static int WaitWithoutEpoll(string[] args)
    {
        const int Hard = 4096;

        // An assembly that is loaded at its first use needs a descriptor, too.
        _ = new Stack<int>();
        using (AnonymousPipe warm = AnonymousPipe.Create())
        {
            Console.WriteLine($"warm {warm.WriteEnd.WriteAsync(new byte[1]).AsTask().Status}");
        }

        using AnonymousPipe pipe = AnonymousPipe.Create();
        using AnonymousPipe later = AnonymousPipe.Create();

        // The standard descriptors are open: no other can be had.
        SetLimit(OpenFiles, 3, Hard);
        Task<int> read = pipe.ReadEnd.ReadAsync(new byte[1]).AsTask();
        SetLimit(OpenFiles, Hard, Hard);
        pipe.ReadEnd.Dispose();
        Console.WriteLine(read.Exception?.InnerException?.Message);
        Console.WriteLine($"closed {pipe.WriteEnd.IsOtherEndClosed}");
        read = later.ReadEnd.ReadAsync(new byte[1]).AsTask();
        later.WriteEnd.WriteByte(1);
        Console.WriteLine($"later {read.GetAwaiter().GetResult()}");
        return 0;
    }

    /// <summary>observe-without-descriptors: observes a child with room for no descriptor, and prints whether it is told of once there is room again; ends it, and prints when the observing is over.</summary>
    internal static int ObserveWithoutDescriptors(string[] args)
    {
        const int Hard = 4096;
        using ChildProcess child = ChildProcess.Start(new ChildProcessOptions(Environment.ProcessPath!, "hold") { StandardInput = ChildInput.Pipe, StandardOutput = ChildOutput.Pipe });
        _ = child.StandardOutput!.ReadByte();
        ObservedStage[] stages = [new ObservedStage("child", child.Id)];

        // Once, so that what is loaded at its first use is there.
        using (GraphObserver warm = new(stages, []))
        {
            _ = warm.Profile;
        }

        SetLimit(OpenFiles, 3, Hard);
        using GraphObserver observer = new(stages, []);
        SetLimit(OpenFiles, Hard, Hard);
        Console.Write(observer.Profile.Stages[0].Threads > 0);
        observer.Sample();
        Console.Write($" {observer.Profile.Stages[0].Threads > 0}");

        SetLimit(OpenFiles, 3, Hard);
        using GraphObserver late = new(stages, []);
        SetLimit(OpenFiles, Hard, Hard);
        _ = child.Kill();
        _ = child.WaitForExit();
        late.RunAsync().GetAwaiter().GetResult();
        Console.Write(" over");
        return 0;
    }

    /// <summary>kill-with-few-descriptors: tries to kill a child with room for no descriptor, for one, and for enough; prints what came of each, and how the child ended.</summary>
    internal static int KillWithFewDescriptors(string[] args)
    {
        const int Plenty = 50;

        // Once, so that what is loaded at its first use is there.
        _ = Descendants.KillAll(TimeSpan.Zero);
        using ChildProcess child = ChildProcess.Start(new ChildProcessOptions(Environment.ProcessPath!, "hold") { StandardInput = ChildInput.Pipe, StandardOutput = ChildOutput.Pipe });
        _ = child.StandardOutput!.ReadByte();

        // The limit is one of numbers, and there may be free ones below: all are taken.
        int limit = CountOpen() + Plenty;
        SetLimit(OpenFiles, limit, limit);
        List<SafeFileHandle> fill = [];
        List<string> results = [];
        try
        {
            while (true)
            {
                fill.Add(File.OpenHandle("/dev/null"));
            }
        }
        catch (IOException)
        {
            results.Add(Kill());
        }

        fill[0].Dispose();
        results.Add(Kill());
        fill.ForEach(handle => handle.Dispose());
        results.Add(Kill());
        Console.Write($"{string.Join(' ', results)} {child.WaitForExit()}");
        return 0;

        static string Kill()
        {
            try
            {
                return Descendants.KillAll(TimeSpan.FromSeconds(60)).ToString();
            }
            catch (IOException)
            {
                return nameof(IOException);
            }
        }
    }

    /// <summary>
    /// wait-with-few-threads UID: as that user, begins an asynchronous wait with room for no thread, and prints what came of it; then one with room for one,
    /// and prints how many threads there are for it; then waits a hundred times, and prints how often that went well.
    /// </summary>
    internal static int WaitWithFewThreads(string[] args)
    {
        const int Room = 4096;
        if (Native.setuid(uint.Parse(args[0], CultureInfo.InvariantCulture)) != 0)
        {
            return 1;
        }

        using AnonymousPipe pipe = AnonymousPipe.Create();
        byte[] buffer = new byte[1];
        SetLimit(Processes, CountThreads(), Room);
        Task<int> read = pipe.ReadEnd.ReadAsync(buffer).AsTask();
        Exception? exception = read.Exception?.InnerException;
        SetLimit(Processes, Room, Room);
        Console.WriteLine($"none {exception?.GetType().Name}");

        SetLimit(Processes, CountThreads() + 1, Room);
        read = pipe.ReadEnd.ReadAsync(buffer).AsTask();
        SetLimit(Processes, Room, Room);
        Console.WriteLine($"one {CountThreads("Standpipe trans")}");

        int waits = 0;
        for (int i = 0; i < 100; i++)
        {
            pipe.WriteEnd.WriteByte(1);
            waits += read.GetAwaiter().GetResult();
            read = pipe.ReadEnd.ReadAsync(buffer).AsTask();
        }

        Console.WriteLine($"waits {waits}");
        return 0;
    }

    private static AnonymousPipe Make(int capacity, PipeCapacityPolicy policy) =>
        AnonymousPipe.Create(new AnonymousPipeOptions { Capacity = capacity, CapacityPolicy = policy });

    private static unsafe List<HANDLE> FillWithPipes(out WIN32_ERROR error)
    {
        List<HANDLE> handles = [];
        HANDLE read;
        HANDLE write;
        while (CreatePipe(&read, &write, null, 0))
        {
            handles.AddRange([read, write]);
        }

        error = GetLastError();
        return handles;
    }

    /// <summary>The threads of this process, or those of a name, of which the kernel keeps 15 characters.</summary>
    private static int CountThreads(string? name = null) => Directory.GetDirectories("/proc/self/task")
        .Count(task => name is null || File.ReadAllText($"{task}/comm").TrimEnd() == name);

    private static int CountOpen() => Directory.GetFileSystemEntries("/proc/self/fd").Length;

    private static unsafe void SetLimit(int resource, int soft, int hard)
    {
        ulong* limits = stackalloc ulong[2];
        (limits[0], limits[1]) = ((ulong)soft, (ulong)hard);
        _ = Native.setrlimit(resource, limits);
    }

    private static string Attempt()
    {
        try
        {
            ChildResult result = ChildProcess.Run(new ChildProcessOptions(Environment.ProcessPath!, "exit", "0")
            {
                StandardInput = ChildInput.FromText("x"),
                StandardOutput = ChildOutput.Capture,
                StandardError = ChildOutput.Null,
            });
            return result.Status.ToString();
        }
        catch (ChildStartException exception)
        {
            return exception.Failure.ToString();
        }
        catch (IOException)
        {
            return nameof(IOException);
        }
    }
}
