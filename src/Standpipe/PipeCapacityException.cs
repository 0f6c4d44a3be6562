using Standpipe.Platform;

namespace Standpipe;

/// <summary>The system does not give a pipe the capacity that was required.</summary>
/// <remarks><b>Source</b>: fcntl(2), F_SETPIPE_SZ; pipe(7), <c>/proc/sys/fs/pipe-max-size</c>.</remarks>
public sealed class PipeCapacityException : IOException
{
    /// <summary>Makes the exception with a general message.</summary>
    public PipeCapacityException()
        : base("The pipe cannot have that capacity.")
    {
    }

    /// <summary>Makes the exception with a message.</summary>
    /// <param name="message">What happened.</param>
    public PipeCapacityException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception with a message and a cause.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">The cause.</param>
    public PipeCapacityException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    private PipeCapacityException(CapacityRefusal refusal, int requested)
        : base(refusal.Reason)
    {
        RequestedCapacity = requested;
        Limit = refusal.Limit;
    }

    /// <summary>Gets the capacity that was asked for.</summary>
    /// <value>Bytes.</value>
    public int RequestedCapacity { get; }

    /// <summary>Gets the largest capacity that an unprivileged process may ask for on this machine.</summary>
    /// <value>Bytes; 0 if it is not known.</value>
    public int Limit { get; }

    /// <summary>Throws if the system refused.</summary>
    internal static void ThrowIfRefused(CapacityRefusal? refusal, int requested)
    {
        if (refusal is not null)
        {
            throw new PipeCapacityException(refusal, requested);
        }
    }
}
