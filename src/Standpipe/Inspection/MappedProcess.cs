namespace Standpipe.Inspection;

/// <summary>A process that was there when the machine's pipes were looked at.</summary>
public sealed class MappedProcess
{
    private readonly List<PipeHolder> _ends = [];

    internal MappedProcess(int id, string name)
    {
        Id = id;
        Name = name;
    }

    /// <summary>Gets the process id.</summary>
    /// <value>As this process's pid namespace counts.</value>
    public int Id { get; }

    /// <summary>Gets the program's name.</summary>
    /// <value>As the kernel keeps it: at most 15 bytes.</value>
    public string Name { get; }

    /// <summary>Gets the parent's id.</summary>
    /// <value>1, or a process that adopts orphans, once the true parent has ended; 0 if it is outside this pid namespace.</value>
    public int ParentId { get; internal init; }

    /// <summary>Gets the process group.</summary>
    /// <value>The id of the group's first process.</value>
    public int GroupId { get; internal init; }

    /// <summary>Gets the session.</summary>
    /// <value>The id of the session's first process.</value>
    public int SessionId { get; internal init; }

    /// <summary>Gets the user.</summary>
    /// <value>The user's number.</value>
    public long UserId { get; internal init; }

    /// <summary>Gets the user's name.</summary>
    /// <value>The number as text if there is no name.</value>
    public string UserName { get; internal init; } = string.Empty;

    /// <summary>Gets the program and its arguments.</summary>
    /// <value>As the process shows them, cut at 4,096 bytes; empty if it shows none.</value>
    public IReadOnlyList<string> CommandLine { get; internal init; } = [];

    /// <summary>Gets how much it has written in its life, to whatever.</summary>
    /// <value>
    /// In bytes, with what its ended children wrote, without what splice moved; <see langword="null"/> for a process that holds no write end, or where
    /// this user may not see it.
    /// </value>
    public long? BytesWritten { get; internal init; }

    /// <summary>Gets whether its descriptors could be seen.</summary>
    /// <value><see langword="false"/> for another user's process: it may hold any pipe.</value>
    public bool AreDescriptorsVisible { get; internal init; }

    /// <summary>Gets its threads.</summary>
    /// <value>The first one first.</value>
    public IReadOnlyList<MappedThread> Threads { get; internal set; } = [];

    /// <summary>Gets its ends of pipes.</summary>
    /// <value>By descriptor.</value>
    public IReadOnlyList<PipeHolder> Ends => _ends;

    /// <summary>Gives the process in one word for people.</summary>
    /// <returns>Its name and id: <c>sort[4711]</c>.</returns>
    public override string ToString() => $"{Name}[{Id}]";

    internal void Add(PipeHolder end) => _ends.Add(end);
}
