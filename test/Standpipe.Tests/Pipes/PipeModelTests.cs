namespace Standpipe.Tests.Pipes;

/// <summary>What a pipe does, compared with a queue in memory. A failure names its seed: add it to the list, and it is run again.</summary>
[Collection(LeakCheckDefinition.Name)]
public class PipeModelTests : IClassFixture<LeakCheck>
{
    private const string Reason = "How many bytes wait is exact where a pipe does not count what a blocked writer offers.";

    [LinuxTheory(Reason)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void Steps_OneAtATime_DoWhatTheModelSays(int seed)
    {
        for (int i = 0; i < 20; i++)
        {
            StressSeeds.Run((1000 * seed) + i, PipeModelRun.Run);
        }
    }

    [LinuxFact(Reason)]
    public void Steps_OneAtATimeFromNewSeeds_DoWhatTheModelSays() => StressSeeds.RunNew(PipeModelRun.Run);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void Traffic_CancellationsAndDisposalsAtAnyMoment_LosesNothing(int seed)
    {
        for (int i = 0; i < 20; i++)
        {
            StressSeeds.Run((1000 * seed) + i, PipeTraffic.Run);
        }
    }

    [Fact]
    public void Traffic_FromNewSeeds_LosesNothing() => StressSeeds.RunNew(PipeTraffic.Run);
}
