using Standpipe.Platform;

namespace Standpipe.Observation;

/// <summary>How an edge was: all the time, and recently, where what is older counts less.</summary>
internal sealed class EdgeAccount
{
    private Sums _total;
    private Sums _recent;

    /// <summary>Makes what is there less recent.</summary>
    internal void Decay(double factor) => _recent = new Sums(
        _recent.Seconds * factor, _recent.Known * factor, _recent.Fill * factor, _recent.Full * factor, _recent.Empty * factor, _recent.Bytes * factor);

    /// <summary>Adds a stretch of time.</summary>
    /// <param name="seconds">How long it was.</param>
    /// <param name="level">What was in the pipe at its end; null: unknown.</param>
    /// <param name="bytes">How many more bytes came through.</param>
    internal void Add(double seconds, PipeLevel? level, long bytes)
    {
        _total = _total.Plus(seconds, level, bytes);
        _recent = _recent.Plus(seconds, level, bytes);
    }

    /// <summary>The shares and rates.</summary>
    /// <param name="profile">What else is known of the edge.</param>
    /// <param name="recent">Of the recent part.</param>
    internal EdgeProfile Fill(EdgeProfile profile, bool recent)
    {
        Sums sums = recent ? _recent : _total;
        return profile with
        {
            FillShare = sums.Known > 0 ? sums.Fill / sums.Known : null,
            FullShare = sums.Known > 0 ? sums.Full / sums.Known : null,
            EmptyShare = sums.Known > 0 ? sums.Empty / sums.Known : null,
            Rate = RateOf(profile, _recent),
            MeanRate = RateOf(profile, _total),
        };
    }

    private static double? RateOf(EdgeProfile profile, Sums sums) =>
        profile.BytesTransferred is not null && sums.Seconds > 0 ? sums.Bytes / sums.Seconds : null;

    private readonly record struct Sums(double Seconds, double Known, double Fill, double Full, double Empty, double Bytes)
    {
        internal Sums Plus(double seconds, PipeLevel? level, long bytes)
        {
            Sums sums = this with { Seconds = Seconds + seconds, Bytes = Bytes + bytes };
            return level is not { } known ? sums : sums with
            {
                Known = Known + seconds,
                Fill = Fill + (known.Capacity > 0 ? seconds * known.Bytes / known.Capacity : 0),
                Full = Full + (known.IsFull ? seconds : 0),
                Empty = Empty + (known.Bytes == 0 ? seconds : 0),
            };
        }
    }
}
