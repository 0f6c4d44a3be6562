using System.Runtime.Versioning;
using FsCheck;
using FsCheck.Fluent;
using Standpipe.Platform.Linux;

namespace Standpipe.Tests.Platform;

[SupportedOSPlatform("linux")]
public class DescriptorPlanTests
{
    private const int Small = 6;

    public static TheoryData<string, int[]> NamedCases => new()
    {
        // Pairs of target and source.
        { "nothing", [] },
        { "identity", [0, 0, 1, 1, 2, 2] },
        { "identity above", [5, 5] },
        { "swap of 1 and 2", [1, 2, 2, 1] },
        { "swap beside identity", [0, 0, 1, 2, 2, 1, 7, 7] },
        { "cycle of three", [3, 4, 4, 5, 5, 3] },
        { "two cycles", [3, 4, 4, 3, 5, 6, 6, 5] },
        { "cycle with a tail", [1, 2, 2, 1, 3, 1, 4, 3] },
        { "chain upwards", [4, 3, 5, 4, 6, 5] },
        { "chain downwards", [3, 4, 4, 5, 5, 6] },
        { "one source to many", [0, 7, 1, 7, 2, 7, 9, 7] },
        { "one source to many and itself", [1, 7, 7, 7, 9, 7] },
        { "a source is another's target", [1, 5, 5, 6] },
        { "cycle over 0 to 2", [0, 1, 1, 2, 2, 0] },
        { "only 1", [1, 9] },
        { "far away", [3, 900, 1000, 3] },
        { "full house with a cycle", [0, 3, 1, 4, 2, 5, 3, 0, 4, 1, 5, 2, 6, 6, 7, 8, 8, 7] },
    };

    [Theory]
    [MemberData(nameof(NamedCases))]
    public void Create_NamedCase_MakesTheTable(string name, int[] pairs)
    {
        Assert.NotEmpty(name);

        _ = PlanSimulator.Check(Mappings(pairs), closeOthers: true);
        _ = PlanSimulator.Check(Mappings(pairs), closeOthers: false);
        _ = PlanSimulator.Check(Mappings(pairs), closeOthers: true, 0, 1, 2, 3, 6, 7, 8, 9, 10, 20);
        _ = PlanSimulator.Check(Mappings(pairs), closeOthers: false, 0, 1, 2, 3, 6, 7, 8, 9, 10, 20);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Create_EveryMappingOfSixNumbers_MakesTheTable(bool closeOthers)
    {
        // For each target, none or one of the sources: 7 to the 6th mappings.
        int[] choice = new int[Small];
        int checkedOnes = 0;
        do
        {
            DescriptorMapping[] mappings =
                [.. Enumerable.Range(0, Small).Where(target => choice[target] > 0).Select(target => new DescriptorMapping(choice[target] - 1, target))];
            _ = PlanSimulator.Check(mappings, closeOthers, foreign: 7);
            checkedOnes++;
        }
        while (Advance(choice));

        Assert.Equal(117_649, checkedOnes);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Create_HundredsOfHandles_MakesTheTable(bool closeOthers)
    {
        Random random = new(20_000);
        for (int round = 0; round < 20; round++)
        {
            int[] targets = [.. Enumerable.Range(0, 600)];
            random.Shuffle(targets);
            DescriptorMapping[] mappings = [.. targets.Take(500).Select(target => new DescriptorMapping(random.Next(600), target))];
            DescriptorMapping[] permutation = [.. targets.Select((target, source) => new DescriptorMapping(source, target))];

            _ = PlanSimulator.Check(mappings, closeOthers, 601, 700);
            _ = PlanSimulator.Check(permutation, closeOthers, 601, 700);
        }
    }

    [Fact]
    public void Create_RandomMappings_MakeTheTable()
    {
        Prop.ForAll<int[], bool>((numbers, closeOthers) =>
        {
            List<DescriptorMapping> mappings = [];
            for (int i = 0; i + 1 < numbers.Length; i += 2)
            {
                int target = Math.Abs(numbers[i] % 40);
                if (mappings.All(mapping => mapping.Target != target))
                {
                    mappings.Add(new DescriptorMapping(Math.Abs(numbers[i + 1] % 40), target));
                }
            }

            int[] foreign = numbers.Length % 2 == 0 ? [] : [Math.Abs(numbers[^1] % 60)];
            _ = PlanSimulator.Check(mappings, closeOthers, foreign);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000).WithEndSize(100));
    }

    [Fact]
    public void Create_Cycle_NeedsOneTemporaryPlaceThatNobodyHas()
    {
        List<FileAction> actions = PlanSimulator.Check(Mappings([1, 2, 2, 1]), closeOthers: false, 3, 4, 6);

        Assert.Equal(
            [FileAction.Duplicate(1, 5), FileAction.Duplicate(2, 1), FileAction.Duplicate(5, 2), FileAction.Close(0), FileAction.Close(5)],
            actions);
    }

    [Fact]
    public void Create_NoCycle_NeedsNoTemporaryPlace()
    {
        List<FileAction> actions = PlanSimulator.Check(Mappings([0, 4, 1, 5, 2, 5]), closeOthers: true);

        Assert.Equal(4, actions.Count);
        Assert.Equal(FileAction.CloseFrom(3), actions[^1]);
    }

    [Fact]
    public void Create_ClosingOthers_ClosesEveryGap()
    {
        List<FileAction> actions = PlanSimulator.Check(Mappings([1, 8, 5, 9]), closeOthers: true);

        Assert.Equal(
            [FileAction.Close(0), FileAction.Close(2), FileAction.Close(3), FileAction.Close(4), FileAction.CloseFrom(6)],
            actions.Where(action => action.Kind != FileActionKind.Duplicate));
    }

    [Fact]
    public void Create_StandardHandleWithoutSource_IsClosed()
    {
        List<FileAction> actions = PlanSimulator.Check(Mappings([1, 1]), closeOthers: false, 0, 2);

        Assert.Equal([FileAction.Duplicate(1, 1), FileAction.Close(0), FileAction.Close(2)], actions);
    }

    [Theory]
    [InlineData(3, 4)]
    [InlineData(4, 4)]
    [InlineData(4, 3)]
    public void Create_TwoForOneTarget_Throws(int first, int second)
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(
            () => DescriptorPlan.Create(Mappings([4, first, 4, second]), closeOthers: true, new HashSet<int>()));

        Assert.Contains("descriptor 4", exception.Message, StringComparison.Ordinal);
    }

    private static DescriptorMapping[] Mappings(int[] pairs) =>
        [.. pairs.Chunk(2).Select(pair => new DescriptorMapping(pair[1], pair[0]))];

    /// <summary>Counts in base 7.</summary>
    private static bool Advance(int[] digits)
    {
        for (int i = 0; i < digits.Length; i++)
        {
            if (++digits[i] <= Small)
            {
                return true;
            }

            digits[i] = 0;
        }

        return false;
    }
}
