namespace Standpipe.Inspection;

/// <summary>An anonymous pipe, and everybody who was seen to hold an end of it.</summary>
public sealed class MappedPipe
{
    private readonly List<PipeHolder> _ends = [];

    internal MappedPipe(ulong inode) => Inode = inode;

    /// <summary>Gets the pipe's name.</summary>
    /// <value>The number that <c>ls -l /proc/PID/fd</c> shows for it: <c>pipe:[4711]</c>.</value>
    public ulong Inode { get; }

    /// <summary>Gets how much it holds at most.</summary>
    /// <value>In bytes; <see langword="null"/> if it could not be looked into.</value>
    public int? Capacity { get; internal init; }

    /// <summary>Gets how much waits in it.</summary>
    /// <value>In bytes; <see langword="null"/> if it could not be looked into.</value>
    public int? BytesAvailable { get; internal init; }

    /// <summary>Gets whether the smallest write would wait.</summary>
    /// <value>
    /// Whether all its slots are taken, which small or odd writes do long before <see cref="BytesAvailable"/> reaches
    /// <see cref="Capacity"/>; <see langword="null"/> if it could not be looked into.
    /// </value>
    public bool? IsFull { get; internal init; }

    /// <summary>Gets whether anybody holds a read end.</summary>
    /// <value>The kernel's own word, seen holders or not; <see langword="null"/> if it could not be looked into.</value>
    public bool? HasReader { get; internal init; }

    /// <summary>Gets the ends that were seen.</summary>
    /// <value>By process and descriptor.</value>
    public IReadOnlyList<PipeHolder> Ends => _ends;

    /// <summary>Gets the read ends that were seen.</summary>
    /// <value>By process and descriptor.</value>
    public IEnumerable<PipeHolder> Readers => _ends.Where(end => end.Access.HasFlag(PipeAccess.Read));

    /// <summary>Gets the write ends that were seen.</summary>
    /// <value>By process and descriptor.</value>
    public IEnumerable<PipeHolder> Writers => _ends.Where(end => end.Access.HasFlag(PipeAccess.Write));

    /// <summary>Gives the pipe's name.</summary>
    /// <returns>As the kernel writes it: <c>pipe:[4711]</c>.</returns>
    public override string ToString() => $"pipe:[{Inode}]";

    internal void Add(PipeHolder end) => _ends.Add(end);
}
