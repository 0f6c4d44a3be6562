using System.Runtime.Versioning;

namespace Standpipe.Platform.Linux;

/// <summary>Looks at a process and, as <c>sh -c 'gzip; true'</c> does nothing itself, at those below it.</summary>
[SupportedOSPlatform("linux")]
internal sealed class LinuxStageProbe : StageProbe
{
    private const int MostProcesses = 32;
    private const int LooksBetweenListings = 10;

    // The process itself first, parents before children.
    private readonly List<LinuxProcessProbe> _processes = [];
    private readonly List<int> _children = [];
    private readonly IReadOnlySet<int> _others;
    private int _looks;

    internal LinuxStageProbe(int processId, IReadOnlySet<int> others)
    {
        _others = others;
        _processes.Add(new LinuxProcessProbe(processId));
    }

    internal override void Read()
    {
        Reading.Tasks.Clear();
        Reading.Threads = Reading.Processes = null;
        _processes[0].Read();
        Reading.HasEnded = _processes[0].HasEnded;
        if (!_processes[0].IsGone)
        {
            ReadDescendants();
            _looks++;
            AddUp();
        }

        if (Reading.HasEnded)
        {
            // What is left below it is nobody's any more.
            CloseDescendants();
        }
        else
        {
            foreach (LinuxProcessProbe process in _processes)
            {
                AddTasks(process);
            }
        }
    }

    internal override FileIdentity Identify(int descriptor) => _processes[0].Identify(descriptor);

    internal override bool TryMeasure(int descriptor, FileIdentity file, out PipeLevel level) =>
        _processes[0].TryMeasure(descriptor, file, out level);

    internal override byte[]? Peek(int descriptor, FileIdentity file, int count) => _processes[0].Peek(descriptor, file, count);

    internal override string? FindInputFile(out long position, out long length)
    {
        // The last started is the one at work.
        for (int i = _processes.Count - 1; i >= 0; i--)
        {
            if (_processes[i].FindInputFile(out position, out length) is { } path)
            {
                return path;
            }
        }

        (position, length) = (0, 0);
        return null;
    }

    public override void Dispose()
    {
        CloseDescendants();
        _processes[0].Dispose();
    }

    private void ReadDescendants()
    {
        for (int i = 0; i < _processes.Count; i++)
        {
            if (i > 0)
            {
                _processes[i].Read();
            }

            // One that has had a child will have others; of the rest it is asked now and then.
            if (_processes[i].HasHadChild || _looks % LooksBetweenListings == 0)
            {
                _processes[i].ReadChildren(_children);
                _processes[i].HasHadChild |= _children.Count > 0;
                foreach (int child in _children)
                {
                    Add(child, _processes[i].Id);
                }
            }
        }

        for (int i = _processes.Count - 1; i > 0; i--)
        {
            if (_processes[i].IsGone)
            {
                _processes[i].Dispose();
                _processes.RemoveAt(i);
            }
        }
    }

    private void Add(int child, int parent)
    {
        if (_processes.Count >= MostProcesses || _others.Contains(child))
        {
            return;
        }

        foreach (LinuxProcessProbe known in _processes)
        {
            if (known.Id == child && !known.IsGone)
            {
                return;
            }
        }

        // The number may have changed hands since it was listed: the parent tells.
        LinuxProcessProbe probe = new(child);
        probe.Read();
        if (probe.IsGone || probe.Usage.Parent != parent)
        {
            probe.Dispose();
            return;
        }

        _processes.Add(probe);
    }

    private void AddUp()
    {
        long cpu = 0;
        long memory = 0;
        int threads = 0;
        ProcIo? io = new ProcIo();
        LinuxProcessProbe busiest = _processes[0];
        foreach (LinuxProcessProbe process in _processes)
        {
            cpu += process.CpuTime;
            memory += process.Usage.ResidentPages * Environment.SystemPageSize;
            threads += process.Usage.Threads;
            io = process.Io is { } more && io is { } sum ? sum.Plus(more) : null;
            busiest = process.CpuTime > busiest.CpuTime ? process : busiest;
        }

        // A child that ends takes its figures from here to its parent's, a moment later: a sum never falls.
        Reading.CpuTime = Math.Max(Reading.CpuTime ?? 0, cpu);
        Reading.BytesRead = Rise(Reading.BytesRead, io?.BytesRead);
        Reading.BytesWritten = Rise(Reading.BytesWritten, io?.BytesWritten);
        Reading.ReadCalls = Rise(Reading.ReadCalls, io?.ReadCalls);
        Reading.WriteCalls = Rise(Reading.WriteCalls, io?.WriteCalls);
        Reading.Memory = memory;
        Reading.Threads = threads;
        Reading.Processes = _processes.Count;
        Reading.Program = busiest.Name;
    }

    private static long? Rise(long? before, long? now) => now is { } known ? Math.Max(before ?? 0, known) : null;

    private void AddTasks(LinuxProcessProbe process)
    {
        long? waited = 0;
        foreach (LinuxThreadProbe thread in process.Threads)
        {
            ThreadWait wait = thread.Read(process.Usage.State);
            waited += thread.CpuWaitTime;
            process.HasHadChild |= wait.Kind == WaitKind.Child;
            if (!thread.IsGone)
            {
                Reading.Tasks.Add(new TaskReading(
                    wait, thread.Id == process.Id, process.Identify(wait.Input), process.Identify(wait.Output)));
            }
        }

        Reading.CpuWaitTime = process == _processes[0] ? waited : Reading.CpuWaitTime + waited;
    }

    private void CloseDescendants()
    {
        for (int i = _processes.Count - 1; i > 0; i--)
        {
            _processes[i].Dispose();
            _processes.RemoveAt(i);
        }
    }
}
