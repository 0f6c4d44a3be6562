using Standpipe.Cli.Reporting;
using Standpipe.Observation;

namespace Standpipe.Cli.Viewing;

/// <summary>Makes frames of an observer's profiles, and remembers what came before for the sparklines and the time that is left.</summary>
/// <param name="edges">The edges as the observer has them: their descriptors name their ends.</param>
internal sealed class FrameBuilder(IReadOnlyList<ObservedEdge> edges)
{
    private const int Remembered = 40;

    // One point of a sparkline.
    private static readonly TimeSpan s_step = TimeSpan.FromSeconds(0.5);

    // A rate of reading is not believed before, and is that of the last while.
    private static readonly TimeSpan s_leastTime = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, List<double>> _rates = [];
    private readonly Queue<(TimeSpan Time, string Path, long Position)> _positions = [];
    private TimeSpan _nextStep;

    /// <summary>Makes the next frame.</summary>
    /// <param name="profile">The recent profile.</param>
    internal FlowFrame Build(GraphProfile profile)
    {
        bool step = profile.Elapsed >= _nextStep;
        if (step)
        {
            _nextStep = profile.Elapsed + s_step;
        }

        IReadOnlyList<string> order = FlowOrder.Sort(
            [.. profile.Stages.Select(stage => stage.Name)], [.. profile.Edges.Select(edge => (edge.From, edge.To))]);
        Dictionary<string, StageProfile> stages = profile.Stages.ToDictionary(stage => stage.Name);
        return new FlowFrame(
            profile.Elapsed - profile.StoppedTime,
            [.. order.Select(name => Stage(stages[name]))],
            [.. profile.Edges.OrderBy(edge => IndexOf(order, edge.From)).Select(edge => Edge(edge, step))])
        {
            Verdict = profile.Bottleneck is { } bottleneck ? new FlowVerdict(bottleneck.Stage, bottleneck.Reason, bottleneck.Hint) : null,
            Input = Input(profile, order, stages, step),
        };
    }

    private static int IndexOf(IReadOnlyList<string> order, string name)
    {
        for (int i = 0; i < order.Count; i++)
        {
            if (order[i] == name)
            {
                return i;
            }
        }

        return -1;
    }

    private static FlowStage Stage(StageProfile stage) =>
        new(stage.Name, StageWords.Say(stage.State, stage.StateDescriptor), StageWords.Activity(stage.State))
        {
            Processor = stage.CpuShare,
            Reading = stage.BlockedReadShare,
            Writing = stage.BlockedWriteShare,
        };

    private FlowEdge Edge(EdgeProfile edge, bool step)
    {
        if (!_rates.TryGetValue(edge.Name, out List<double>? rates))
        {
            _rates[edge.Name] = rates = [];
        }

        double? rate = ProfileRecords.Rate(edge);
        if (step && rate is { } known)
        {
            rates.Add(Math.Max(0, known));
            rates.RemoveRange(0, Math.Max(0, rates.Count - Remembered));
        }

        ObservedEdge? observed = edges.FirstOrDefault(candidate => candidate.Name == edge.Name);
        return new FlowEdge(edge.From, Port(edge.From, observed?.FromDescriptor), edge.To, Port(edge.To, observed?.ToDescriptor))
        {
            Fill = edge.FillShare,
            Rate = rate,
            Bytes = ProfileRecords.Bytes(edge.BytesTransferred, edge.Quality),
            Rates = [.. rates],
        };
    }

    private static string Port(string stage, int? descriptor) => descriptor >= 0 ? $"{stage}.{descriptor}" : stage;

    private FlowInput? Input(GraphProfile profile, IReadOnlyList<string> order, Dictionary<string, StageProfile> stages, bool step)
    {
        FileProgress? file = order.Select(name => stages[name])
            .FirstOrDefault(stage => stage is { State: not StageState.Exited, InputFile.Length: > 0 })?.InputFile;
        if (file is null)
        {
            _positions.Clear();
            return null;
        }

        if (_positions.TryPeek(out (TimeSpan, string Path, long) first) && first.Path != file.Path)
        {
            _positions.Clear();
        }

        TimeSpan now = profile.Elapsed - profile.StoppedTime;
        if (step)
        {
            _positions.Enqueue((now, file.Path, file.Position));
            if (_positions.Count > Remembered)
            {
                _ = _positions.Dequeue();
            }
        }

        return new FlowInput(Path.GetFileName(file.Path), file.Position, file.Length, Remaining(now, file));
    }

    private TimeSpan? Remaining(TimeSpan now, FileProgress file)
    {
        if (!_positions.TryPeek(out (TimeSpan Time, string, long Position) first) || now - first.Time < s_leastTime || file.Position <= first.Position)
        {
            return null;
        }

        double seconds = Math.Max(0, file.Length - file.Position) / ((file.Position - first.Position) / (now - first.Time).TotalSeconds);
        return seconds < TimeSpan.MaxValue.TotalSeconds ? TimeSpan.FromSeconds(seconds) : null;
    }
}
