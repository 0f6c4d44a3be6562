namespace Standpipe;

/// <summary>How to make an <see cref="AnonymousPipe"/>.</summary>
public sealed class AnonymousPipeOptions
{
    /// <summary>Gets how much the pipe is to hold.</summary>
    /// <value>Bytes, 0 or more. Default 0: what the system gives (64 KiB on Linux).</value>
    public int Capacity { get; init; }

    /// <summary>Gets what to do when the system does not give <see cref="Capacity"/>.</summary>
    /// <value>Default <see cref="PipeCapacityPolicy.Require"/>.</value>
    public PipeCapacityPolicy CapacityPolicy { get; init; }

    /// <summary>Gets whether both ends may be inherited by a child that is given all inheritable handles.</summary>
    /// <value>Default <see cref="HandleInheritability.None"/>.</value>
    public HandleInheritability Inheritability { get; init; }

    /// <summary>Checks the options.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Capacity);
        if (CapacityPolicy is < PipeCapacityPolicy.Require or > PipeCapacityPolicy.WithinBudget)
        {
            throw new ArgumentOutOfRangeException(nameof(CapacityPolicy), CapacityPolicy, "No such policy.");
        }

        PipeEnd.RequireKnown(Inheritability);
    }
}
