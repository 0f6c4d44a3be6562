using Standpipe.Observation;
using Standpipe.Platform;

namespace Standpipe.Tests;

public class StageActivityTests
{
    private static readonly FileIdentity s_in = new(DescriptorKind.Pipe, 10);
    private static readonly FileIdentity s_out = new(DescriptorKind.Pipe, 11);
    private static readonly FileIdentity s_inner = new(DescriptorKind.Pipe, 12);
    private static readonly TaskReading s_running = new(new ThreadWait(WaitKind.Running), IsLeader: true);
    private static readonly TaskReading s_locked = new(new ThreadWait(WaitKind.Lock), IsLeader: false);
    private static readonly TaskReading s_polling = new(new ThreadWait(WaitKind.Polling), IsLeader: true);

    public static TheoryData<string, string> Cases => new()
    {
        { "leader runs", "Running" },
        { "leader reads input", "BlockedReading 0" },
        { "leader writes output", "BlockedWriting 1" },
        { "a thread runs while another reads", "Running" },
        { "all wait, one reads input", "BlockedReading 0" },
        { "one reads input, one writes output", "BlockedReading 0 and writing" },
        { "runtime's own pipe, leader sleeps", "Sleeping" },
        { "runtime's own pipe, leader reads input", "BlockedReading 0" },
        { "shell waits, child runs", "Running" },
        { "shell waits, child reads input", "BlockedReading 0" },
        { "shell waits, its children's pipe, last writes output", "BlockedWriting 1" },
        { "reads a file", "Disk 5" },
        { "reads a socket", "Network 5" },
        { "reads a terminal", "Terminal 0" },
        { "uninterruptible", "Disk" },
        { "sleeps", "Sleeping" },
        { "first thread waits with a time limit", "Sleeping" },
        { "stopped", "Stopped" },
        { "nothing told", "Unknown" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Of_Threads_IsWhatTheMostTellingDoes(string name, string expected)
    {
        StageActivity activity = StageActivity.Of(Tasks(name), Ends(0, 4096, isFull: false));

        string told = activity.State + (activity.Descriptor >= 0 ? $" {activity.Descriptor}" : string.Empty) + (activity.IsAlsoWriting ? " and writing" : string.Empty);
        Assert.Equal(expected, told);
    }

    [Theory]
    [InlineData(0, 0, false, StageState.BlockedReading)]
    [InlineData(100, 4096, true, StageState.BlockedWriting)]
    [InlineData(100, 0, false, StageState.Waiting)]
    public void Of_Poller_IsJudgedByItsEnds(int input, int output, bool isFull, StageState expected)
    {
        StageActivity activity = StageActivity.Of([s_polling], Ends(input, output, isFull));

        Assert.Equal(expected, activity.State);
        Assert.False(activity.IsAlsoWriting);
    }

    [Theory]
    [InlineData(0, false, StageState.BlockedReading)]
    [InlineData(100, true, StageState.BlockedWriting)]
    public void Of_Splicer_WaitsForWhatIsStuck(int input, bool isFull, StageState expected)
    {
        TaskReading splicing = new(new ThreadWait(WaitKind.Transferring, 0, 1), IsLeader: true, s_in, s_out);

        Assert.Equal(expected, StageActivity.Of([splicing], Ends(input, 4096, isFull)).State);
    }

    [Fact]
    public void Of_CallNotTold_IsJudgedByItsEnds()
    {
        TaskReading hidden = new(new ThreadWait(WaitKind.Unknown), IsLeader: true);

        Assert.Equal(StageState.BlockedReading, StageActivity.Of([hidden], Ends(0, 0, isFull: false)).State);
        Assert.Equal(StageState.Unknown, StageActivity.Of([hidden], Ends(1, 0, isFull: false)).State);
    }

    [Fact]
    public void Of_EndWithNobodyObservedBehind_IsSourceOrSink()
    {
        EdgeEnd[] ends =
        [
            new EdgeEnd(0, IsInput: true, IsOutside: true, s_in, Level: null),
            new EdgeEnd(1, IsInput: false, IsOutside: true, s_out, Level: null),
        ];

        Assert.Equal(StageState.Source, StageActivity.Of([Reads(0, s_in)], ends).State);
        Assert.Equal(StageState.Sink, StageActivity.Of([Writes(1, s_out)], ends).State);
    }

    [Fact]
    public void Of_PipesThatAreNotTold_GoesByTheDescriptor()
    {
        EdgeEnd[] ends = [new EdgeEnd(0, IsInput: true, IsOutside: false, default, Level: null)];

        Assert.Equal(StageState.BlockedReading, StageActivity.Of([Reads(0, default)], ends).State);
        Assert.Equal(StageState.Waiting, StageActivity.Of([Reads(7, default)], ends).State);
    }

    private static TaskReading[] Tasks(string name)
    {
        TaskReading child = new(new ThreadWait(WaitKind.Child), IsLeader: true);
        return name switch
        {
            "leader runs" => [s_running],
            "leader reads input" => [Reads(0, s_in)],
            "leader writes output" => [Writes(1, s_out)],
            "a thread runs while another reads" => [Reads(0, s_in), s_running with { IsLeader = false }],
            "all wait, one reads input" => [s_locked with { IsLeader = true }, Reads(0, s_in) with { IsLeader = false }, s_locked],
            "one reads input, one writes output" => [s_locked, Reads(0, s_in), Writes(1, s_out)],
            "runtime's own pipe, leader sleeps" => [Reads(9, s_inner) with { IsLeader = false }, new(new ThreadWait(WaitKind.Sleeping), true)],
            "runtime's own pipe, leader reads input" => [Reads(9, s_inner) with { IsLeader = false }, Reads(0, s_in)],
            "shell waits, child runs" => [child, s_running],
            "shell waits, child reads input" => [child, Reads(0, s_in)],
            "shell waits, its children's pipe, last writes output" => [child, Writes(1, s_inner), Writes(1, s_out)],
            "reads a file" => [Reads(5, new FileIdentity(DescriptorKind.File, 3))],
            "reads a socket" => [Reads(5, new FileIdentity(DescriptorKind.Socket, 3))],
            "reads a terminal" => [Reads(0, new FileIdentity(DescriptorKind.Terminal, 3))],
            "uninterruptible" => [new(new ThreadWait(WaitKind.Disk), true)],
            "sleeps" => [new(new ThreadWait(WaitKind.Sleeping), true)],
            "first thread waits with a time limit" => [new(new ThreadWait(WaitKind.Lock, HasTimeout: true), true), s_locked],
            "stopped" => [new(new ThreadWait(WaitKind.Stopped), true), new(new ThreadWait(WaitKind.Stopped), false)],
            _ => [],
        };
    }

    private static TaskReading Reads(int descriptor, FileIdentity file) => new(new ThreadWait(WaitKind.Reading, Input: descriptor), true, Input: file);

    private static TaskReading Writes(int descriptor, FileIdentity file) => new(new ThreadWait(WaitKind.Writing, Output: descriptor), true, Output: file);

    private static EdgeEnd[] Ends(int input, int output, bool isFull) =>
    [
        new EdgeEnd(0, IsInput: true, IsOutside: false, s_in, new PipeLevel(65_536, input, IsFull: false, HasReader: true)),
        new EdgeEnd(1, IsInput: false, IsOutside: false, s_out, new PipeLevel(65_536, output, isFull, HasReader: true)),
    ];
}
