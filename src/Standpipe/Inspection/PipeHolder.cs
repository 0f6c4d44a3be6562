namespace Standpipe.Inspection;

/// <summary>A descriptor of a process that is an end of a pipe.</summary>
public sealed class PipeHolder
{
    internal PipeHolder(MappedProcess process, MappedPipe pipe, int descriptor, PipeAccess access)
    {
        Process = process;
        Pipe = pipe;
        Descriptor = descriptor;
        Access = access;
    }

    /// <summary>Gets the process.</summary>
    /// <value>It may be this one.</value>
    public MappedProcess Process { get; }

    /// <summary>Gets the pipe.</summary>
    /// <value>The one whose <see cref="MappedPipe.Ends"/> this is among.</value>
    public MappedPipe Pipe { get; }

    /// <summary>Gets the descriptor.</summary>
    /// <value>Its number in that process.</value>
    public int Descriptor { get; }

    /// <summary>Gets which way it is open.</summary>
    /// <value>Reading, writing, or both.</value>
    public PipeAccess Access { get; }

    /// <summary>Gets whether one of the process's threads waits in a call on this end's pipe.</summary>
    /// <value><see langword="false"/> also where that may not be seen.</value>
    public bool IsWaiting => Process.Threads.Any(thread => thread.InputPipe == Pipe || thread.OutputPipe == Pipe);

    /// <summary>Gives the holder in one word for people.</summary>
    /// <returns>Program, process and descriptor: <c>sleep[4711] descriptor 1 (write)</c>.</returns>
    public override string ToString() => Access switch
    {
        PipeAccess.Read => $"{Process} descriptor {Descriptor} (read)",
        PipeAccess.Write => $"{Process} descriptor {Descriptor} (write)",
        _ => $"{Process} descriptor {Descriptor} (read and write)",
    };
}
