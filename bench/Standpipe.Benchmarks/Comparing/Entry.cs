namespace Standpipe.Benchmarks.Comparing;

/// <summary>A contender in one case: a row of a table.</summary>
/// <param name="name">Who.</param>
/// <param name="worker">Its process.</param>
/// <param name="request">What it is asked to do in each round.</param>
/// <param name="units">What it is then to have done: another number is a failure.</param>
internal sealed class Entry(string name, Worker worker, string request, long units)
{
    private readonly List<double> _times = [];
    private Answer? _last;

    /// <summary>Gets who it is.</summary>
    internal string Name { get; } = name;

    /// <summary>Gets whose time its time is divided by: its own, until told otherwise.</summary>
    internal Entry? Base { get; init; }

    /// <summary>Gets what its figures are to be.</summary>
    internal IReadOnlyList<Target> Targets { get; init; } = [];

    /// <summary>Gets a request whose answer is to have the same units, made once beforehand.</summary>
    internal string? Check { get; init; }

    /// <summary>Gets why it has no figures.</summary>
    internal string? Failure { get; private set; }

    /// <summary>Gets the median time of a unit.</summary>
    /// <value>Nanoseconds.</value>
    internal double Time => Statistics.Median(_times);

    /// <summary>Has it done once what it does in a round, and again until its process is warm.</summary>
    internal async Task WarmUpAsync(TimeSpan busy)
    {
        if (Check is not null)
        {
            _ = await AskAsync(Check);
        }

        if (busy > TimeSpan.Zero)
        {
            do
            {
                _ = await AskAsync(request);
            }
            while (Failure is null && worker.Busy < busy);
        }
    }

    /// <summary>Runs a round.</summary>
    internal async Task RunAsync()
    {
        if (await AskAsync(request) is { } answer)
        {
            _times.Add((double)answer.Nanoseconds / answer.Units);
            _last = answer;
        }
    }

    /// <summary>What a table says of its targets.</summary>
    internal string Judge() => string.Join("; ", Targets.Select(target => target.Judge(this)));

    /// <summary>The ratios of its times to another's, round by round; none if either has failed.</summary>
    internal IReadOnlyList<double> RatiosTo(Entry? other) =>
        other is null || Failure is not null || other.Failure is not null || _times.Count != other._times.Count
            ? []
            : [.. _times.Zip(other._times, (mine, theirs) => mine / theirs)];

    /// <summary>A figure of the last round.</summary>
    internal double? Figure(string figure) =>
        Failure is null && _last is not null && _last.Figures.TryGetValue(figure, out double value) ? value : null;

    private async Task<Answer?> AskAsync(string question)
    {
        if (Failure is not null)
        {
            return null;
        }

        try
        {
            Answer answer = await worker.AskAsync(question);
            if (answer.Units == units && answer.Nanoseconds > 0)
            {
                return answer;
            }

            Failure = $"it did {answer.Units} of {units} in {answer.Nanoseconds} ns";
        }
        catch (ContenderException exception)
        {
            Failure = exception.Message;
        }

        return null;
    }
}
