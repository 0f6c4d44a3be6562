using Microsoft.Win32.SafeHandles;
using Standpipe.Platform;

namespace Standpipe.Inspection;

/// <summary>The machine's anonymous pipes at one moment: who holds which end, what is in them, who waits, and what is the matter.</summary>
/// <remarks>
/// <para><b>Threads</b>: immutable; any number of threads may read it.</para>
/// <para><b>Linux</b>: read from <c>/proc</c>, as far as this user may; <see cref="Gaps"/> counts what it could not see. No end of a pipe is held, no
/// byte is read. Named pipes are not among them, nor an end that is on its way in a socket's message.</para>
/// <para><b>Windows</b>: not there; Windows tells nobody who holds the other end of a pipe.</para>
/// <para><b>Source</b>: proc_pid_fd(5), proc_pid_syscall(5), pipe(7).</para>
/// </remarks>
public sealed class PipeMap
{
    private readonly Dictionary<ulong, MappedPipe> _pipes;
    private readonly Dictionary<int, MappedProcess> _processes;
    private readonly Lazy<WaitGraph> _graph;
    private readonly Lazy<IReadOnlyList<PipeDiagnosis>> _diagnoses;

    internal PipeMap(MachineFacts facts)
    {
        (List<MappedPipe> pipes, List<MappedProcess> processes) = new MapBuilder(facts).Build();
        Pipes = pipes;
        Processes = processes;
        _pipes = pipes.ToDictionary(pipe => pipe.Inode);
        _processes = processes.ToDictionary(process => process.Id);
        Children = processes.ToLookup(process => process.ParentId);
        Gaps = new MapGaps(
            processes.Count(process => !process.AreDescriptorsVisible),
            processes.Count(process => process.Ends.Count > 0
                && process.Threads.Any(thread => thread.Activity == ThreadActivity.Unknown)),
            pipes.Count(pipe => pipe.Capacity == null),
            facts.Vanished);
        _graph = new Lazy<WaitGraph>(() => new WaitGraph(this));
        _diagnoses = new Lazy<IReadOnlyList<PipeDiagnosis>>(() => new Diagnostician(this, _graph.Value).Diagnose());
    }

    /// <summary>Gets whether the pipes of this system can be seen.</summary>
    /// <value><see langword="true"/> on Linux.</value>
    public static bool IsSupported => MachineScan.IsSupported;

    /// <summary>Gets the pipes.</summary>
    /// <value>Every anonymous pipe of which an end was seen, by inode.</value>
    public IReadOnlyList<MappedPipe> Pipes { get; }

    /// <summary>Gets the processes.</summary>
    /// <value>All that were seen, with pipes or without, by id.</value>
    public IReadOnlyList<MappedProcess> Processes { get; }

    /// <summary>Gets what could not be seen.</summary>
    /// <value>Counts, by reason.</value>
    public MapGaps Gaps { get; }

    /// <summary>Gets what is the matter.</summary>
    /// <value>The worst first. The same map always gives the same.</value>
    public IReadOnlyList<PipeDiagnosis> Diagnoses => _diagnoses.Value;

    /// <summary>Gets the processes by their parent's id.</summary>
    internal ILookup<int, MappedProcess> Children { get; }

    /// <summary>Looks at all processes of the machine and the pipes they hold.</summary>
    /// <param name="options">What to include; by default everything.</param>
    /// <returns>The map.</returns>
    /// <exception cref="PlatformNotSupportedException">The system is not Linux.</exception>
    /// <exception cref="IOException">There is no <c>/proc</c> to look at.</exception>
    /// <remarks><b>Blocking</b>: it reads a few files per process and thread, some ten microseconds each, and waits for nobody.</remarks>
    public static PipeMap Capture(PipeMapOptions? options = null) =>
        new(MachineScan.Take(options?.MeasureContents ?? true));

    /// <summary>Tells who holds a pipe, both ends of it.</summary>
    /// <param name="pipeEnd">One of one's own ends of it; not taken over.</param>
    /// <returns>The ends that were seen, this process's among them; empty only if they were closed meanwhile.</returns>
    /// <exception cref="ArgumentException">The handle is no end of a pipe.</exception>
    /// <exception cref="ObjectDisposedException">The handle is closed.</exception>
    /// <exception cref="PlatformNotSupportedException">The system is not Linux.</exception>
    /// <exception cref="IOException">There is no <c>/proc</c> to look at.</exception>
    public static IReadOnlyList<PipeHolder> WhoHolds(SafeFileHandle pipeEnd)
    {
        ArgumentNullException.ThrowIfNull(pipeEnd);
        ulong inode = MachineScan.Inode(pipeEnd);
        return Capture(new PipeMapOptions { MeasureContents = false }).FindPipe(inode)?.Ends ?? [];
    }

    /// <summary>Finds a pipe by its name.</summary>
    /// <param name="inode">The number in <c>pipe:[4711]</c>.</param>
    /// <returns>The pipe, or <see langword="null"/> if no end of it was seen.</returns>
    public MappedPipe? FindPipe(ulong inode) => _pipes.GetValueOrDefault(inode);

    /// <summary>Finds a process.</summary>
    /// <param name="processId">Its id.</param>
    /// <returns>The process, or <see langword="null"/> if it was not seen.</returns>
    public MappedProcess? FindProcess(int processId) => _processes.GetValueOrDefault(processId);

    /// <summary>Tells why a process waits: the chain of who waits for whom, down to the one that could move.</summary>
    /// <param name="processId">The process.</param>
    /// <returns>The chain.</returns>
    /// <exception cref="ArgumentException">There was no such process.</exception>
    public WaitChain Explain(int processId) =>
        FindProcess(processId) is { } process
            ? new ChainFinder(this, _graph.Value).Find(process)
            : throw new ArgumentException($"There is no process {processId}.", nameof(processId));
}
