using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text.Unicode;

namespace Standpipe.Platform.Linux;

/// <summary>Reads what /proc says of a process's threads.</summary>
[SupportedOSPlatform("linux")]
internal sealed class ThreadReader
{
    private const int FileSize = 1024;
    private const int PathLength = 48;
    private const char Sleeping = 'S';

    private readonly byte[] _buffer = new byte[FileSize];
    private readonly byte[] _path = new byte[PathLength];
    private readonly List<int> _ids = [];

    /// <summary>Reads the threads.</summary>
    /// <param name="process">The process's directory.</param>
    /// <param name="leader">What its stat said: of its first thread, too.</param>
    internal List<ThreadReading> Read(in ProcDirectory process, in ProcStat leader)
    {
        List<ThreadReading> threads = [];
        if (leader.Threads <= 1)
        {
            threads.Add(Read(process, leader.Id, leader.State));
            return threads;
        }

        // A process is stopped as a whole. Whether another thread than the first runs, its call tells, too; a file for each is saved.
        char others = leader.State is 'T' or 't' ? leader.State : Sleeping;
        _ = process.List("task\0"u8, _ids);
        foreach (int id in _ids)
        {
            threads.Add(Read(process, id, id == leader.Id ? leader.State : others));
        }

        return threads;
    }

    /// <summary>Whether a thread has been blocked in the same call since it was read.</summary>
    internal bool IsUnchanged(in ProcDirectory process, in ThreadReading before)
    {
        // The turns last, as they were read before the call at the first look: none between, and it was blocked from call to call.
        _ = TryReadCall(process, before.Facts.Id, out ProcSyscall call);
        return call == before.Call && ReadTurns(process, before.Facts.Id) == before.Turns;
    }

    private ThreadReading Read(in ProcDirectory process, int id, char state)
    {
        ThreadReading reading = ReadOnce(process, id, state);
        if (!reading.IsBlocked)
        {
            return reading;
        }

        // The call once more, after the turns: see IsUnchanged. Where the kernel does not count turns, the call alone must do.
        ulong turns = ReadTurns(process, id);
        return ReadOnce(process, id, state) with { Turns = turns };
    }

    private ThreadReading ReadOnce(in ProcDirectory process, int id, char state)
    {
        ThreadWait wait;
        if (TryReadCall(process, id, out ProcSyscall call))
        {
            wait = ProcWait.Classify(state, call, RuntimeInformation.ProcessArchitecture);
        }
        else
        {
            int length = process.Read(Path(id, "wchan"), _buffer);
            wait = ProcWait.Classify(state, _buffer.AsSpan(0, Math.Max(length, 0)));
        }

        ThreadFacts facts = new(id, wait, KindOf(process, wait.Input), KindOf(process, wait.Output));
        return new ThreadReading(facts, call, Turns: 0);
    }

    private bool TryReadCall(in ProcDirectory process, int id, out ProcSyscall call)
    {
        int length = process.Read(Path(id, "syscall"), _buffer);
        call = default;
        return length > 0 && ProcSyscall.TryParse(_buffer.AsSpan(0, length), out call);
    }

    private ulong ReadTurns(in ProcDirectory process, int id)
    {
        int length = process.Read(Path(id, "schedstat"), _buffer);
        return length > 0 && ProcSchedStat.TryParse(_buffer.AsSpan(0, length), out ProcSchedStat stat) ? stat.Turns : 0;
    }

    private DescriptorKind KindOf(in ProcDirectory process, int descriptor)
    {
        if (descriptor < 0)
        {
            return DescriptorKind.Unknown;
        }

        _ = Utf8.TryWrite(_path, $"fd/{descriptor}\0", out _);
        int length = process.ReadLink(_path, _buffer);
        return length > 0 ? ProcLink.Parse(_buffer.AsSpan(0, length)).Kind : DescriptorKind.Unknown;
    }

    private ReadOnlySpan<byte> Path(int thread, string file)
    {
        _ = Utf8.TryWrite(_path, $"task/{thread}/{file}\0", out int length);
        return _path.AsSpan(0, length);
    }
}
