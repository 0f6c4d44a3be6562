using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace Standpipe.Tests;

/// <summary>What a child gets beside its standard streams.</summary>
[Collection(LeakCheckDefinition.Name)]
public class InheritanceTests : IClassFixture<LeakCheck>
{
    private const string Reason = "Descriptors are chosen, and looked up in /proc, by number; see WindowsInheritanceTests.";

    [LinuxFact(Reason)]
    public void Start_Default_GivesTheStandardHandlesOnly()
    {
        using AnonymousPipe ordinary = AnonymousPipe.Create();
        using AnonymousPipe inheritable = AnonymousPipe.Create(0, HandleInheritability.Inheritable);
        using SafeFileHandle foreign = Foreign(ordinary.WriteEnd);

        Assert.Equal([0, 1, 2], Inherited([]).Keys);
    }

    [LinuxFact(Reason)]
    public void Start_Listed_KeepsItsNumberAndNothingElseGoes()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        using AnonymousPipe other = AnonymousPipe.Create(0, HandleInheritability.Inheritable);
        int number = DescriptorCalls.Number(pipe.WriteEnd);
        string? link = DescriptorCalls.Link(pipe.WriteEnd);

        SortedDictionary<int, string> got = Inherited([pipe.WriteEnd]);

        Assert.Equal([0, 1, 2, number], got.Keys);
        Assert.Equal(link, got[number]);
    }

    [LinuxFact(Reason)]
    public void Start_ListedAs_HasThatNumber()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        string?[] links = [DescriptorCalls.Link(pipe.ReadEnd), DescriptorCalls.Link(pipe.WriteEnd)];

        SortedDictionary<int, string> got = Inherited([pipe.ReadEnd.As(3), pipe.WriteEnd.As(200)]);

        Assert.Equal([0, 1, 2, 3, 200], got.Keys);
        Assert.Equal(links, new[] { got[3], got[200] });
    }

    [LinuxFact(Reason)]
    public void Start_ListedUnderEachOthersNumbers_AreSwapped()
    {
        using AnonymousPipe first = AnonymousPipe.Create();
        using AnonymousPipe second = AnonymousPipe.Create();
        using AnonymousPipe third = AnonymousPipe.Create();
        int[] numbers = [.. new[] { first, second, third }.Select(pipe => DescriptorCalls.Number(pipe.ReadEnd))];
        string?[] links = [.. new[] { first, second, third }.Select(pipe => DescriptorCalls.Link(pipe.ReadEnd))];

        SortedDictionary<int, string> got = Inherited(
            [first.ReadEnd.As(numbers[1]), second.ReadEnd.As(numbers[2]), third.ReadEnd.As(numbers[0])]);

        Assert.Equal([0, 1, 2, .. numbers.Order()], got.Keys);
        Assert.Equal(new[] { links[2], links[0], links[1] }, numbers.Select(number => got[number]));
    }

    [LinuxFact(Reason)]
    public void Start_OneHandleUnderTwoNumbers_HasBoth()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        string? link = DescriptorCalls.Link(pipe.ReadEnd);

        SortedDictionary<int, string> got = Inherited([pipe.ReadEnd.As(10), pipe.ReadEnd.As(11)]);

        Assert.Equal([0, 1, 2, 10, 11], got.Keys);
        Assert.Equal(link, got[10]);
        Assert.Equal(link, got[11]);
    }

    [LinuxFact(Reason)]
    public void Start_AnyHandle_CanBeListed()
    {
        using SafeFileHandle file = File.OpenHandle("/proc/self/cmdline");
        using AnonymousPipe pipe = AnonymousPipe.Create();
        using SafeFileHandle foreign = Foreign(pipe.ReadEnd);
        int number = (int)foreign.DangerousGetHandle();

        SortedDictionary<int, string> got = Inherited(
            [InheritedHandle.FromHandle(file).As(5000), InheritedHandle.FromFileDescriptor(number)]);

        Assert.Equal([0, 1, 2, .. new[] { number, 5000 }.Order()], got.Keys);
        Assert.Equal(DescriptorCalls.Link(pipe.ReadEnd), got[number]);
        Assert.False(file.IsClosed);
        Assert.True(DescriptorCalls.IsOpen(number));
    }

    [LinuxFact(Reason)]
    public void Start_AllInheritable_GivesExactlyThoseUnderTheirOwnNumbers()
    {
        using AnonymousPipe ordinary = AnonymousPipe.Create();
        using AnonymousPipe inheritable = AnonymousPipe.Create(0, HandleInheritability.Inheritable);
        using PipeReadEnd withdrawn = inheritable.ReadEnd.Duplicate();
        using PipeWriteEnd added = ordinary.WriteEnd.Duplicate(HandleInheritability.Inheritable);
        using SafeFileHandle foreign = Foreign(ordinary.WriteEnd);
        AnonymousPipe closed = AnonymousPipe.Create(0, HandleInheritability.Inheritable);
        closed.Dispose();
        PipeEnd[] expected = [inheritable.ReadEnd, inheritable.WriteEnd, added];

        SortedDictionary<int, string> got = Inherited([], HandleInheritance.AllInheritable);

        Assert.Equal([0, 1, 2, .. expected.Select(DescriptorCalls.Number).Order()], got.Keys);
        Assert.All(expected, end => Assert.Equal(DescriptorCalls.Link(end), got[DescriptorCalls.Number(end)]));
        Assert.All(expected, end => Assert.False(end.SafeFileHandle.IsClosed));
    }

    [LinuxFact(Reason)]
    public void Start_AllInheritableAndAList_GivesBothAndTheListedOnesOnce()
    {
        using AnonymousPipe ordinary = AnonymousPipe.Create();
        using AnonymousPipe inheritable = AnonymousPipe.Create(0, HandleInheritability.Inheritable);
        int own = DescriptorCalls.Number(inheritable.WriteEnd);

        SortedDictionary<int, string> got = Inherited(
            [ordinary.ReadEnd.As(5090), inheritable.ReadEnd.As(5091)], HandleInheritance.AllInheritable);

        Assert.Equal([0, 1, 2, own, 5090, 5091], got.Keys);
        Assert.True(ordinary.ReadEnd.SafeFileHandle.IsClosed);
        Assert.True(inheritable.ReadEnd.SafeFileHandle.IsClosed);
        Assert.False(inheritable.WriteEnd.SafeFileHandle.IsClosed);
    }

    [LinuxFact(Reason)]
    public void Start_Everything_GivesForeignDescriptorsToo()
    {
        using AnonymousPipe ordinary = AnonymousPipe.Create();
        using AnonymousPipe inheritable = AnonymousPipe.Create(0, HandleInheritability.Inheritable);
        using SafeFileHandle foreign = Foreign(ordinary.WriteEnd);
        int number = (int)foreign.DangerousGetHandle();

        SortedDictionary<int, string> everything = Inherited([], HandleInheritance.Everything);
        SortedDictionary<int, string> all = Inherited([], HandleInheritance.AllInheritable);
        SortedDictionary<int, string> listed = Inherited([ordinary.ReadEnd.As(95)]);

        Assert.Equal(DescriptorCalls.Link(number), everything[number]);
        Assert.Contains(DescriptorCalls.Number(inheritable.ReadEnd), everything.Keys);
        Assert.DoesNotContain(DescriptorCalls.Number(ordinary.WriteEnd), everything.Keys);
        Assert.DoesNotContain(number, all.Keys);
        Assert.Equal([0, 1, 2, 95], listed.Keys);
        Assert.False(DescriptorCalls.IsCloseOnExec(number));
    }

    [LinuxFact(Reason)]
    public void Start_EverythingWithSwaps_DisturbsNoForeignDescriptor()
    {
        using AnonymousPipe first = AnonymousPipe.Create();
        using AnonymousPipe second = AnonymousPipe.Create();
        SafeFileHandle[] foreign = [.. Enumerable.Range(0, 40).Select(_ => Foreign(first.WriteEnd))];
        (int a, int b) = (DescriptorCalls.Number(first.ReadEnd), DescriptorCalls.Number(second.ReadEnd));
        (string? atA, string? atB) = (DescriptorCalls.Link(a), DescriptorCalls.Link(b));
        string? link = DescriptorCalls.Link(first.WriteEnd);

        SortedDictionary<int, string> got = Inherited([first.ReadEnd.As(b), second.ReadEnd.As(a)], HandleInheritance.Everything);

        Assert.Equal((atB, atA), (got[a], got[b]));
        Assert.All(foreign, handle => Assert.Equal(link, got[(int)handle.DangerousGetHandle()]));
        Array.ForEach(foreign, handle => handle.Dispose());
    }

    [LinuxFact(Reason)]
    public void Ends_Inheritable_StayCloseOnExecHereAlsoAfterStarts()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create(0, HandleInheritability.Inheritable);
        using PipeReadEnd duplicate = pipe.ReadEnd.Duplicate(HandleInheritability.Inheritable);

        _ = Inherited([], HandleInheritance.AllInheritable);
        _ = Inherited([pipe.ReadEnd.Share()]);

        Assert.True(DescriptorCalls.IsCloseOnExec(pipe.ReadEnd));
        Assert.True(DescriptorCalls.IsCloseOnExec(pipe.WriteEnd));
        Assert.True(DescriptorCalls.IsCloseOnExec(duplicate));
    }

    [LinuxFact(Reason)]
    public void Start_HundredsOfHandles_AllArriveWhereTheyBelong()
    {
        const int Count = 300;
        AnonymousPipe[] pipes = [.. Enumerable.Range(0, Count).Select(_ => AnonymousPipe.Create(4096))];
        int[] numbers = [.. pipes.Select(pipe => DescriptorCalls.Number(pipe.ReadEnd))];
        string?[] links = [.. pipes.Select(pipe => DescriptorCalls.Link(pipe.ReadEnd))];

        // Each takes the place of the next: one long cycle.
        SortedDictionary<int, string> got = Inherited([.. pipes.Select((pipe, i) => pipe.ReadEnd.As(numbers[(i + 1) % Count]))]);

        Assert.Equal([0, 1, 2, .. numbers.Order()], got.Keys);
        Assert.Equal(links, numbers.Select((_, i) => got[numbers[(i + 1) % Count]]));
        Array.ForEach(pipes, pipe => pipe.Dispose());
    }

    /// <summary>A second descriptor for an end that survives an exec, as careless code would leave it.</summary>
    private static SafeFileHandle Foreign(PipeEnd end) => new(DescriptorCalls.Duplicate(end.SafeFileHandle), ownsHandle: true);

    /// <summary>Starts a child and asks it what it has.</summary>
    private static SortedDictionary<int, string> Inherited(
        InheritedHandle[] handles, HandleInheritance inheritance = HandleInheritance.Listed)
    {
        ChildProcessOptions options = new(TestChildProgram.Path, "fds")
        {
            StandardInput = ChildInput.Null,
            StandardOutput = ChildOutput.Capture,
            Inheritance = inheritance,
        };
        Array.ForEach(handles, options.InheritedHandles.Add);
        ChildResult result = ChildProcess.Run(options);
        Assert.Equal(0, result.Status.Code);
        return new SortedDictionary<int, string>(result.StandardOutput!.Text.Split('\n').Select(line => line.Split(' ', 2))
            .ToDictionary(parts => int.Parse(parts[0], CultureInfo.InvariantCulture), parts => parts[1]));
    }
}
