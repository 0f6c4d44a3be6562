namespace Standpipe.Inspection;

/// <summary>One process of a chain: what it waits for.</summary>
public sealed class WaitLink
{
    internal WaitLink(MappedProcess process, MappedThread? thread, string sentence)
    {
        Process = process;
        Thread = thread;
        Sentence = sentence;
    }

    /// <summary>Gets the process.</summary>
    /// <value>It waits for the next link's, or is the last.</value>
    public MappedProcess Process { get; }

    /// <summary>Gets the thread of it that is meant.</summary>
    /// <value><see langword="null"/> where none could be seen.</value>
    public MappedThread? Thread { get; }

    /// <summary>Gets the pipe that it waits for.</summary>
    /// <value><see langword="null"/> if it waits for something else.</value>
    public MappedPipe? Pipe { get; internal init; }

    /// <summary>Gets the other processes that could end its wait.</summary>
    /// <value>Those beside the next link's; it may be empty.</value>
    public IReadOnlyList<MappedProcess> Others { get; internal init; } = [];

    /// <summary>Gets what it does, in words.</summary>
    /// <value>A sentence for people.</value>
    public string Sentence { get; }

    /// <summary>Gives the sentence.</summary>
    /// <returns><see cref="Sentence"/>.</returns>
    public override string ToString() => Sentence;
}
