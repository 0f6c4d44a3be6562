using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;
using Standpipe.Win32;
using static Standpipe.Win32.Kernel32;

namespace Standpipe.Tests.Win32;

/// <summary>Every handle lies at the descriptor that its value names, whatever else the process opens.</summary>
[Collection(LeakCheckDefinition.Name)]
[SupportedOSPlatform("linux")]
public sealed class HandlePlacementTests : IClassFixture<LeakCheck>
{
    private const string Reason = "On Windows a handle is no descriptor.";

    [LinuxFact(Reason)]
    public unsafe void EveryKindOfHandle_HasItsDescriptorsNumber()
    {
        (HANDLE read, HANDLE write) = Pipe();
        HANDLE copy;
        HANDLE thread;
        Assert.True(DuplicateHandle(GetCurrentProcess(), read, GetCurrentProcess(), &copy, 0, false, DUPLICATE_SAME_ACCESS));
        Assert.True(DuplicateHandle(GetCurrentProcess(), GetCurrentThread(), GetCurrentProcess(), &thread, 0, false, DUPLICATE_SAME_ACCESS));
        HANDLE signal = CreateEventW((SECURITY_ATTRIBUTES*)null, true, false, null);
        HANDLE process = OpenProcess(SYNCHRONIZE, false, (uint)Environment.ProcessId);
        HANDLE file;
        fixed (char* name = "NUL")
        {
            file = CreateFileW(name, GENERIC_READ, 0, null, OPEN_EXISTING, 0, default);
        }

        HANDLE[] all = [read, write, copy, thread, signal, process, file];

        Assert.All(all, handle => Assert.Equal(0, handle.Value % 4));
        Assert.All(all, handle => Assert.InRange(handle.Value, 16, int.MaxValue));
        Assert.All([read, write, copy], handle => Assert.StartsWith("pipe:", Link(handle), StringComparison.Ordinal));
        Assert.Equal(Link(read), Link(copy));
        Assert.Equal("anon_inode:[eventfd]", Link(signal));
        Assert.All([process, thread], handle => Assert.Contains("pidfd", Link(handle), StringComparison.Ordinal));
        Assert.Equal("/dev/null", Link(file));
        Assert.All(all, handle => Assert.True(CloseHandle(handle)));
        Assert.All(all, handle => Assert.False(DescriptorCalls.IsOpen((int)handle.Value)));
    }

    [LinuxFact(Reason)]
    public void ValuesOfClosedHandles_ComeAgain()
    {
        HashSet<HANDLE> values = [];
        for (int i = 0; i < 10_000; i++)
        {
            (HANDLE read, HANDLE write) = Pipe();
            _ = values.Add(read);
            _ = values.Add(write);
            Assert.True(CloseHandle(read) && CloseHandle(write));
        }

        // A few more than two, should the runtime open something meanwhile.
        Assert.InRange(values.Count, 2, 20);
    }

    [LinuxFact(Reason)]
    public unsafe void ThousandsAtOnce_EachItsOwnAndTheLowestThereIs()
    {
        int wanted = Math.Min(10_000, (MostDescriptors() / 4) - 200);
        int strangers = OpenFiles.Links().Count;
        HashSet<HANDLE> all = [];
        for (int i = 0; i < wanted; i++)
        {
            Assert.True(all.Add(CreateEventW((SECURITY_ATTRIBUTES*)null, true, false, null)), "a value was given twice");
        }

        Assert.DoesNotContain(HANDLE.Null, all);
        Assert.InRange(all.Max(handle => handle.Value), wanted * 4, (wanted + strangers + 50) * 4);
        HANDLE low = new(all.Min(handle => handle.Value));
        Assert.True(CloseHandle(low));
        HANDLE again = CreateEventW((SECURITY_ATTRIBUTES*)null, true, false, null);
        Assert.All(all, handle => Assert.True(CloseHandle(handle)));
        Assert.Equal(low, again);
    }

    [LinuxFact(Reason)]
    public void WhileOthersOpenFiles_NobodyLosesADescriptor()
    {
        const int Rounds = 2_000;
        bool done = false;
        WorkerThread[] strangers = [.. Enumerable.Range(0, 3).Select(_ => WorkerThread.Start(() =>
        {
            while (!Volatile.Read(ref done))
            {
                using SafeFileHandle first = File.OpenHandle("/dev/null");
                using SafeFileHandle second = File.OpenHandle("/dev/zero");
                Assert.Equal("/dev/null", DescriptorCalls.Link((int)first.DangerousGetHandle()));
                Assert.Equal("/dev/zero", DescriptorCalls.Link((int)second.DangerousGetHandle()));
            }
        }))];
        WorkerThread[] owners = [.. Enumerable.Range(0, 2).Select(_ => WorkerThread.Start(() =>
        {
            for (int i = 0; i < Rounds; i++)
            {
                (HANDLE read, HANDLE write) = Pipe();
                Assert.Equal((0, 0), (read.Value % 4, write.Value % 4));
                Assert.StartsWith("pipe:", Link(read), StringComparison.Ordinal);
                Assert.Equal(Link(read), Link(write));
                Assert.True(CloseHandle(write) && CloseHandle(read));
            }
        }))];

        Exception?[] ends = [.. owners.Select(owner => owner.Join())];
        Volatile.Write(ref done, true);
        Assert.All([.. ends, .. strangers.Select(stranger => stranger.Join())], Assert.Null);
    }

    [LinuxFact(Reason)]
    public async Task WithoutDescriptorsLeft_IsRefusedAndNothingLeaks()
    {
        string[] lines = (await Child.OutputAsync("handles-with-few-descriptors", "40")).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        // Each: pipes, error, descriptors too many with them and after them.
        Assert.All(lines, line => Assert.EndsWith(" 4 0 0", line, StringComparison.Ordinal));
        Assert.InRange(lines.Length, 30, 41);
        Assert.Equal("0 4 0 0", lines[^1]);
        Assert.NotEqual("0 4 0 0", lines[0]);
    }

    private static unsafe (HANDLE Read, HANDLE Write) Pipe()
    {
        HANDLE read;
        HANDLE write;
        Assert.True(CreatePipe(&read, &write, null, 0));
        return (read, write);
    }

    private static string Link(HANDLE handle) => DescriptorCalls.Link((int)handle.Value) ?? "nothing";

    private static int MostDescriptors()
    {
        string line = File.ReadLines("/proc/self/limits").First(one => one.StartsWith("Max open files", StringComparison.Ordinal));
        string soft = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[3];
        return int.TryParse(soft, out int limit) ? limit : int.MaxValue;
    }
}
