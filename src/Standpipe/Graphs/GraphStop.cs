using System.Runtime.InteropServices;

namespace Standpipe;

/// <summary>How a running graph is stopped: who is told what when.</summary>
/// <remarks>
/// First the producers are told (the nodes that no other node feeds) and sources stop feeding; the others get end of file and finish
/// what is under way. After <see cref="DrainTime"/> those that still run are told too, in the order of the edges, and after <see cref="Grace"/> what is left is killed.
/// <para><b>Windows</b>: there is nothing to tell; who would be told is killed.</para>
/// </remarks>
public sealed class GraphStop
{
    /// <summary>Gets the signal.</summary>
    /// <value>
    /// Default <see cref="PosixSignal.SIGTERM"/>; a raw number is taken too. <see langword="null"/>: none is sent, because they have it already, as with a
    /// Ctrl-C at the terminal.
    /// </value>
    public PosixSignal? Signal { get; init; } = PosixSignal.SIGTERM;

    /// <summary>Gets how long consumers may go on by themselves before they are told too.</summary>
    /// <value>Default <see langword="null"/>: half of the grace. Zero tells all at once.</value>
    public TimeSpan? DrainTime { get; init; }

    /// <summary>Gets how long all of it may take before what is left is killed.</summary>
    /// <value>Default <see langword="null"/>: <see cref="GraphRunOptions.KillAfter"/>. Zero kills at once.</value>
    public TimeSpan? Grace { get; init; }

    internal static GraphStop Default { get; } = new();

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(DrainTime ?? TimeSpan.Zero, TimeSpan.Zero, nameof(DrainTime));
        ArgumentOutOfRangeException.ThrowIfLessThan(Grace ?? TimeSpan.Zero, TimeSpan.Zero, nameof(Grace));
    }
}
