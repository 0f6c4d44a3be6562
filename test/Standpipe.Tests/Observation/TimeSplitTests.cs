using Standpipe.Observation;

namespace Standpipe.Tests;

public class TimeSplitTests
{
    private const double Stretch = 0.05;

    [Theory]
    [InlineData(0.05)]
    [InlineData(0.5)]
    [InlineData(0.95)]
    public void Divide_LooksThatFindItAsleepAsOftenAsItIs_GivesItsShares(double awake)
    {
        TimeSplit split = default;
        (double run, double sleep) = (0, 0);
        const int Looks = 2000;
        for (int i = 0; i < Looks; i++)
        {
            // Each stretch has all its parts; the looks fall into them in turn.
            bool isAwake = Math.Floor((i + 1) * awake) > Math.Floor(i * awake);
            (double Run, double Wait, double Sleep) parts = split.Divide(Stretch, Stretch * awake, 0, isAwake);
            run += parts.Run;
            sleep += parts.Sleep;
        }

        Assert.Equal(awake, run / (Looks * Stretch), 0.02);
        Assert.Equal(1 - awake, sleep / (Looks * Stretch), 0.02);
    }

    [Fact]
    public void Divide_NeverSeenAsleep_CountsTimeThatNobodyCountsAsAwake()
    {
        TimeSplit split = default;

        (double Run, double Wait, double Sleep) parts = split.Divide(1, 0.6, 0.2, isAwake: true);

        Assert.Equal((0.75, 0.25, 0), (Math.Round(parts.Run, 9), Math.Round(parts.Wait, 9), parts.Sleep));
    }

    [Fact]
    public void Divide_CountsThatExceedTheTime_AreCut()
    {
        TimeSplit split = default;

        Assert.Equal((1, 0, 0), split.Divide(1, 1.5, 0.5, isAwake: false));
    }
}
