using Standpipe.Observation;

namespace Standpipe.Tests;

/// <summary>Children joined by pipes, and an observer of them. Ended when disposed of.</summary>
internal sealed class ObservedPipeline : IAsyncDisposable
{
    private const int LooksBetweenVerdicts = 20;
    private const int LeastLooks = 100;
    private const int SteadyVerdicts = 3;

    private static readonly TimeSpan s_pace = TimeSpan.FromMilliseconds(5);

    private readonly List<ChildProcess> _children = [];

    private ObservedPipeline(GraphObserver observer, List<ChildProcess> children)
    {
        Observer = observer;
        _children = children;
    }

    internal GraphObserver Observer { get; }

    internal IReadOnlyList<ChildProcess> Children => _children;

    /// <summary>Starts a pipeline whose first input and last output are the null device. Stages are named a, b, c...</summary>
    internal static ObservedPipeline Start(params IReadOnlyList<string[]> commands) =>
        Start(ChildInput.Null, ChildOutput.Null, commands);

    /// <inheritdoc cref="Start(IReadOnlyList{string[]})"/>
    internal static ObservedPipeline Start(ChildInput input, ChildOutput output, params IReadOnlyList<string[]> commands)
    {
        List<ChildProcess> children = [];
        ChildInput next = input;
        for (int i = 0; i < commands.Count; i++)
        {
            AnonymousPipe? pipe = i < commands.Count - 1 ? AnonymousPipe.Create() : null;
            children.Add(ChildProcess.Start(new ChildProcessOptions(commands[i][0], commands[i][1..])
            {
                StandardInput = next,
                StandardOutput = pipe?.WriteEnd ?? output,
                StandardError = ChildOutput.Null,
                ProcessGroup = ProcessGroupMode.New,
            }));
            next = pipe?.ReadEnd ?? ChildInput.Null;
        }

        GraphObserver observer = new(
            children.Select((child, i) => new ObservedStage(Name(i), child.Id)),
            children.Skip(1).Select((_, i) => new ObservedEdge($"{Name(i)}.1->{Name(i + 1)}.0", Name(i), 1, Name(i + 1), 0)));
        return new ObservedPipeline(observer, children);
    }

    /// <summary>Looks until a condition holds, at a pace. The test's timeout is what ends it otherwise.</summary>
    internal Task<GraphProfile> LookUntilAsync(Func<GraphProfile, bool> condition) => LookUntilAsync(Observer, condition);

    /// <inheritdoc cref="LookUntilAsync(Func{GraphProfile, bool})"/>
    internal static async Task<GraphProfile> LookUntilAsync(GraphObserver observer, Func<GraphProfile, bool> condition)
    {
        using PeriodicTimer pace = new(s_pace);
        GraphProfile profile;
        do
        {
            _ = await pace.WaitForNextTickAsync(TestContext.Current.CancellationToken);
            observer.Sample();
            profile = observer.Profile;
        }
        while (!condition(profile));
        return profile;
    }

    /// <summary>
    /// Looks until the same stage has been named several times in a row and bytes have come through every edge, or all have ended. On a busy machine
    /// any stage can be made to wait for a processor, its own system's or the host's, and then holds up the others: there the one counts that would without.
    /// </summary>
    internal async Task<GraphProfile> FindBottleneckAsync(string expected, long leastBytes = 1)
    {
        int steady = 0;
        GraphProfile profile = await LookUntilAsync(profile =>
        {
            if (profile.Samples % LooksBetweenVerdicts == 0)
            {
                bool hasProgress = profile.Samples >= LeastLooks && profile.Edges.All(edge => edge.BytesTransferred >= leastBytes);
                steady = hasProgress && Blamed(profile) == expected ? steady + 1 : 0;
            }

            return steady == SteadyVerdicts || profile.Stages.All(stage => stage.State == StageState.Exited);
        });
        Assert.Equal(expected, Blamed(profile));
        return profile;
    }

    public async ValueTask DisposeAsync()
    {
        Observer.Dispose();
        foreach (ChildProcess child in _children)
        {
            _ = child.Kill(SignalScope.Group);
        }

        foreach (ChildProcess child in _children)
        {
            await child.DisposeAsync();
        }
    }

    /// <summary>Whose fault it is, and not the machine's.</summary>
    private static string? Blamed(GraphProfile profile) =>
        profile.Bottleneck is { Kind: BottleneckKind.Cpu or BottleneckKind.WaitingForCpu } waiting ? waiting.UncontendedStage : profile.Bottleneck?.Stage;

    private static string Name(int index) => ((char)('a' + index)).ToString();
}
