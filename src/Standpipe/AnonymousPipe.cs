using Microsoft.Win32.SafeHandles;
using Standpipe.Platform;

namespace Standpipe;

/// <summary>A one-way channel of bytes: what is written to its write end is read, in order, from its read end.</summary>
/// <remarks>
/// <para><b>Ownership</b>: the pipe owns both ends; disposing of it disposes of them. An end that was handed to a child
/// is disposed of already, which is no error here.</para>
/// <para><b>Threads</b>: any thread may use either end; see the ends for what concurrent calls do.</para>
/// <para><b>Linux</b>: a kernel pipe, both descriptors close-on-exec from birth and never 0, 1 or 2.</para>
/// <para><b>Windows</b>: a pipe of CreatePipe, without overlapped I/O: what waits asynchronously has a thread of this
/// library's own. Its capacity is fixed when it is made.</para>
/// <para><b>Source</b>: contract AP-01 to AP-05, AP-19, AP-22; pipe(2), pipe(7).</para>
/// </remarks>
public sealed class AnonymousPipe : IDisposable, IAsyncDisposable
{
    private AnonymousPipe(PipeReadEnd readEnd, PipeWriteEnd writeEnd, int capacity)
    {
        ReadEnd = readEnd;
        WriteEnd = writeEnd;
        Capacity = capacity;
    }

    /// <summary>Gets the end that reads.</summary>
    /// <value>Owned by the pipe.</value>
    public PipeReadEnd ReadEnd { get; }

    /// <summary>Gets the end that writes.</summary>
    /// <value>Owned by the pipe.</value>
    public PipeWriteEnd WriteEnd { get; }

    /// <summary>Gets how much the pipe could hold when it was made, as the system gave it.</summary>
    /// <value>Bytes. Ask an end's <see cref="PipeEnd.Capacity"/> for the present figure.</value>
    public int Capacity { get; }

    /// <summary>Makes a pipe.</summary>
    /// <param name="capacity">
    /// How much it must be able to hold, in bytes; 0, the default, leaves it to the system (64 KiB on Linux and on
    /// Windows). Linux rounds up to a power of two of 4096-byte pages.
    /// </param>
    /// <param name="inheritability">Whether both ends may be inherited by a child that is given all inheritable handles.</param>
    /// <returns>The pipe; the caller owns it.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="capacity"/> is negative, or <paramref name="inheritability"/> is no such value.</exception>
    /// <exception cref="PipeCapacityException">The system does not give that much; the exception names the limit.</exception>
    /// <exception cref="IOException">The system cannot make a pipe, for instance for want of descriptors.</exception>
    public static AnonymousPipe Create(
        int capacity = 0, HandleInheritability inheritability = HandleInheritability.None) =>
        Create(new AnonymousPipeOptions { Capacity = capacity, Inheritability = inheritability });

    /// <summary>Makes a pipe.</summary>
    /// <param name="options">How.</param>
    /// <returns>The pipe; the caller owns it.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <exception cref="PipeCapacityException">The capacity was required and is not to be had; the exception names the limit.</exception>
    /// <exception cref="IOException">The system cannot make a pipe, for instance for want of descriptors.</exception>
    public static AnonymousPipe Create(AnonymousPipeOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        Pipe.Create(out SafeFileHandle reader, out SafeFileHandle writer, options.Capacity);
        try
        {
            if (options.Capacity > 0)
            {
                SetCapacity(writer, options);
            }

            int capacity = Pipe.GetCapacity(writer);
            return new AnonymousPipe(
                new PipeReadEnd(reader, options.Inheritability), new PipeWriteEnd(writer, options.Inheritability), capacity);
        }
        catch
        {
            writer.Dispose();
            reader.Dispose();
            throw;
        }
    }

    /// <summary>Disposes of both ends.</summary>
    public void Dispose()
    {
        WriteEnd.Dispose();
        ReadEnd.Dispose();
    }

    /// <summary>Disposes of both ends.</summary>
    /// <returns>A completed task: closing a pipe does not wait.</returns>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private static void SetCapacity(SafeFileHandle end, AnonymousPipeOptions options)
    {
        switch (options.CapacityPolicy)
        {
            case PipeCapacityPolicy.AtMost:
                Pipe.LimitCapacity(end, options.Capacity);
                break;
            case PipeCapacityPolicy.WithinBudget:
                Pipe.LimitCapacityWithinBudget(end, options.Capacity, PipeBudget.Reserve);
                break;
            default:
                PipeCapacityException.ThrowIfRefused(Pipe.TrySetCapacity(end, options.Capacity), options.Capacity);
                break;
        }
    }
}
