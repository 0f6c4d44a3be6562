namespace Standpipe.Benchmarks.Contenders;

/// <summary>This process's ends of two pipes, one each way.</summary>
/// <param name="input">Reads what the other process writes.</param>
/// <param name="output">Writes what the other process reads.</param>
/// <param name="isAsynchronous">Whether calls are to be awaited.</param>
/// <param name="outputDescriptor">The descriptor of <paramref name="output"/>.</param>
internal sealed class Link(Stream input, Stream output, bool isAsynchronous, nint outputDescriptor) : IDisposable
{
    /// <summary>Gets what reads.</summary>
    internal Stream Input { get; } = input;

    /// <summary>Gets what writes.</summary>
    internal Stream Output { get; } = output;

    /// <summary>Gets whether calls are to be awaited.</summary>
    internal bool IsAsynchronous { get; } = isAsynchronous;

    /// <summary>Says how much the pipe that this process writes is to hold.</summary>
    internal void SetCapacity(int capacity) => Capacities.Set(outputDescriptor, capacity);

    /// <summary>Closes both ends.</summary>
    public void Dispose()
    {
        Output.Dispose();
        Input.Dispose();
    }
}
