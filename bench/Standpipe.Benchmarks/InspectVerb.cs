using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Standpipe.Benchmarks.Comparing;
using Standpipe.Inspection;

namespace Standpipe.Benchmarks;

/// <summary>The verb "inspect": what one look at all the machine's pipes costs.</summary>
internal static class InspectVerb
{
    private const int DescriptorsBesides = 256;
    private const string Lsof = "/usr/bin/lsof";

    /// <summary>Makes the command, for the list of verbs.</summary>
    internal static Command Create()
    {
        Option<int> processes = new("--processes") { DefaultValueFactory = _ => 500, Description = "How many children hold pipes." };
        Option<int> pipes = new("--pipes") { DefaultValueFactory = _ => 2_000, Description = "How many pipes they hold, both ends of each." };
        Option<int> rounds = new("--rounds") { DefaultValueFactory = _ => 21, Description = "How many looks of each kind." };
        Option<bool> dry = new("--dry") { Description = "Few of everything: shows only that it works." };
        Command inspect = new("inspect", "Measures PipeMap.Capture on a machine full of pipes.") { processes, pipes, rounds, dry };
        inspect.SetAction(parsed => parsed.GetValue(dry) ? RunDry() : Run(parsed.GetValue(processes), parsed.GetValue(pipes), parsed.GetValue(rounds)));
        return inspect;
    }

    private static int RunDry()
    {
        bool sawAll = Run(processes: 4, pipes: 8, rounds: 1) == 0;
        Console.WriteLine(sawAll ? "inspect: 1 passed, 0 failed" : "inspect: 0 passed, 1 failed");
        return sawAll ? 0 : 1;
    }

    /// <returns>The exit code: 1 if a look missed a pipe that is there.</returns>
    private static int Run(int processes, int pipes, int rounds)
    {
        _ = DescriptorLimit.Raise((2 * pipes) + processes + DescriptorsBesides);
        List<ChildProcess> children = Start(processes, pipes);
        try
        {
            PipeMap map = PipeMap.Capture();
            Console.WriteLine(string.Join(Environment.NewLine, Machine.Describe($"{rounds} rounds")));
            Console.WriteLine(FormattableString.Invariant(
                $"{map.Processes.Count} processes, {map.Processes.Sum(process => process.Threads.Count)} threads, {map.Pipes.Count} pipes, {map.Pipes.Sum(pipe => pipe.Ends.Count)} ends; medians:"));
            Measure("a look, pipes measured", rounds, map.Pipes.Count, () => PipeMap.Capture());
            PipeMapOptions unmeasured = new() { MeasureContents = false };
            Measure("a look, pipes not touched", rounds, map.Pipes.Count, () => PipeMap.Capture(unmeasured));
            Measure("its diagnoses", rounds, map.Pipes.Count, () => PipeMap.Capture(), seen => _ = seen.Diagnoses);
            if (File.Exists(Lsof))
            {
                Measure("lsof, as users know it", Math.Min(rounds, 5), map.Pipes.Count, () => ChildProcess.Run(Listing()));
            }

            HashSet<int> ids = [.. children.Select(child => child.Id)];
            int seen = map.Pipes.Count(pipe => pipe.Ends.Count(end => ids.Contains(end.Process.Id)) == 2);
            if (seen != pipes)
            {
                Console.Error.WriteLine(FormattableString.Invariant($"{seen} of {pipes} pipes were seen with both ends."));
            }

            return seen == pipes ? 0 : 1;
        }
        finally
        {
            children.ForEach(child => child.Dispose());
        }
    }

    private static List<ChildProcess> Start(int processes, int pipes)
    {
        List<ChildProcess> children = [];
        for (int i = 0; i < processes; i++)
        {
            ChildProcessOptions options = new("sleep", "3600") { StandardInput = ChildInput.Null, StandardOutput = ChildOutput.Null };
            for (int pipe = i * pipes / processes; pipe < (i + 1) * pipes / processes; pipe++)
            {
                AnonymousPipe made = AnonymousPipe.Create();
                options.InheritedHandles.Add(made.ReadEnd);
                options.InheritedHandles.Add(made.WriteEnd);
            }

            children.Add(ChildProcess.Start(options));
        }

        return children;
    }

    private static ChildProcessOptions Listing() => new(Lsof, "-n", "-P", "-w") { StandardOutput = ChildOutput.Null };

    private static void Measure(string name, int rounds, int pipes, Func<object> action) => Measure(name, rounds, pipes, () => 0, _ => action());

    private static void Measure<T>(string name, int rounds, int pipes, Func<T> prepare, Action<T> action)
    {
        double[] milliseconds = new double[rounds];
        double processor = 0;
        for (int i = 0; i < rounds; i++)
        {
            T prepared = prepare();
            TimeSpan used = Environment.CpuUsage.TotalTime;
            long start = Stopwatch.GetTimestamp();
            action(prepared);
            milliseconds[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            processor += (Environment.CpuUsage.TotalTime - used).TotalMilliseconds;
        }

        Array.Sort(milliseconds);
        double median = milliseconds[rounds / 2];
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{name}: {median:0.0} ms, {median * 1000 / pipes:0.0} us a pipe; fastest {milliseconds[0]:0.0} ms; processor time of this process {processor / rounds:0.0} ms"));
    }
}
