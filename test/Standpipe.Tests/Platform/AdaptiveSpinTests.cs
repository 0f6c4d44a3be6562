using System.Diagnostics;
using Standpipe.Platform;

namespace Standpipe.Tests.Platform;

public class AdaptiveSpinTests
{
    private static readonly long s_longest = AdaptiveSpin.LongestMicroseconds * Stopwatch.Frequency / 1_000_000;

    [Fact]
    public void Begin_NothingEverComesInTime_LooksSoonAlmostNever()
    {
        const int Reads = 100_000;
        AdaptiveSpin spin = new();
        long looked = 0;
        int looks = 0;
        for (int i = 0; i < Reads; i++)
        {
            long limit = spin.Begin();
            Assert.InRange(limit, 0, s_longest);
            looked += limit;
            if (limit > 0)
            {
                looks++;
                spin.Failed();
            }
        }

        // A trial in a thousand, and what it took to learn that: an idle pipe costs next to nothing.
        Assert.InRange(looks, 2, (Reads / AdaptiveSpin.RarestTrial) + 20);
        Assert.InRange(looked, 1, looks * s_longest);
    }

    [Fact]
    public void Begin_AnswersComeSoon_LooksLittleLongerThanTheyTake()
    {
        AdaptiveSpin spin = new();
        long answer = s_longest / 10;
        for (int i = 0; i < 50; i++)
        {
            _ = spin.Begin();
            spin.Succeeded(answer);
        }

        Assert.InRange(spin.Begin(), 2 * answer, (2 * answer) + 2);
    }

    [Fact]
    public void Begin_AnswersComeSoonAgainAfterALongPause_LooksAgain()
    {
        AdaptiveSpin spin = new();
        while (spin.Begin() > 0)
        {
            spin.Failed();
        }

        int reads = 1;
        while (spin.Begin() == 0)
        {
            reads++;
        }

        spin.Succeeded(s_longest / 10);

        Assert.InRange(reads, 2, AdaptiveSpin.RarestTrial);
        Assert.NotEqual(0, spin.Begin());
    }

    [Fact]
    public void Begin_OneLateAnswerAmongSoonOnes_DoesNotStopIt()
    {
        AdaptiveSpin spin = new();
        _ = spin.Begin();
        spin.Succeeded(s_longest / 10);

        _ = spin.Begin();
        spin.Failed();

        Assert.NotEqual(0, spin.Begin());
    }
}
