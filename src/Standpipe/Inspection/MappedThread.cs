namespace Standpipe.Inspection;

/// <summary>A thread, and what it was at.</summary>
public sealed class MappedThread
{
    internal MappedThread(int id, ThreadActivity activity)
    {
        Id = id;
        Activity = activity;
    }

    /// <summary>Gets the thread's id.</summary>
    /// <value>The process's own id for its first thread.</value>
    public int Id { get; }

    /// <summary>Gets what it was at.</summary>
    /// <value><see cref="ThreadActivity.Unknown"/> where this user may not see it.</value>
    public ThreadActivity Activity { get; }

    /// <summary>Gets the descriptor that it waits to read.</summary>
    /// <value><see langword="null"/> if there is none, or it is not told.</value>
    public int? Input { get; internal init; }

    /// <summary>Gets the descriptor that it waits to write.</summary>
    /// <value><see langword="null"/> if there is none, or it is not told.</value>
    public int? Output { get; internal init; }

    /// <summary>Gets what <see cref="Input"/> stands for.</summary>
    /// <value><see cref="DescriptorTarget.Unknown"/> if there is none.</value>
    public DescriptorTarget InputTarget { get; internal init; }

    /// <summary>Gets what <see cref="Output"/> stands for.</summary>
    /// <value><see cref="DescriptorTarget.Unknown"/> if there is none.</value>
    public DescriptorTarget OutputTarget { get; internal init; }

    /// <summary>Gets the pipe that it waits to read.</summary>
    /// <value><see langword="null"/> if it is no pipe, or it is not known which.</value>
    public MappedPipe? InputPipe { get; internal init; }

    /// <summary>Gets the pipe that it waits to write.</summary>
    /// <value><see langword="null"/> if it is no pipe, or it is not known which.</value>
    public MappedPipe? OutputPipe { get; internal init; }

    /// <summary>Gets the child that it waits for.</summary>
    /// <value>A process id; <see langword="null"/> for any child, and if it waits for none.</value>
    public int? AwaitedChild { get; internal init; }

    /// <summary>Gets whether time alone ends the wait.</summary>
    /// <value><see langword="true"/> for a sleep, and for a wait with a limit.</value>
    public bool HasTimeout { get; internal init; }

    /// <summary>Gets whether it was blocked all the while that the capture took.</summary>
    /// <value>
    /// <see langword="true"/> if it was in one wait at the beginning and at the end, with no turn on a processor between. All threads of which this is said
    /// were blocked at one and the same moment.
    /// </value>
    public bool IsSteady { get; internal init; }
}
