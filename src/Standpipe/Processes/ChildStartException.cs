using Standpipe.Platform;

namespace Standpipe;

/// <summary>A child could not be started. Nothing runs, and every end that would have moved into it is still the caller's.</summary>
public sealed class ChildStartException : Exception
{
    /// <summary>Makes the exception with a general message.</summary>
    public ChildStartException()
        : base("The child could not be started.")
    {
    }

    /// <summary>Makes the exception with a message.</summary>
    /// <param name="message">What happened.</param>
    public ChildStartException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception with a message and a cause.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">The cause.</param>
    public ChildStartException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    private ChildStartException(string program, StartFault fault)
        : base($"start '{program}': {fault.Reason}{Places(program, fault)}.")
    {
        Program = program;
        Tried = fault.Tried;
        NativeErrorCode = fault.NativeErrorCode;
        Failure = fault.Kind switch
        {
            StartFaultKind.NotFound => ChildStartFailure.NotFound,
            StartFaultKind.NotExecutable => ChildStartFailure.NotExecutable,
            StartFaultKind.IsDirectory => ChildStartFailure.IsDirectory,
            StartFaultKind.BadFormat => ChildStartFailure.BadFormat,
            StartFaultKind.TooManyDescriptors => ChildStartFailure.TooManyDescriptors,
            StartFaultKind.ArgumentListTooLong => ChildStartFailure.ArgumentListTooLong,
            StartFaultKind.WorkingDirectory => ChildStartFailure.WorkingDirectory,
            StartFaultKind.OutOfResources => ChildStartFailure.OutOfResources,
            _ => ChildStartFailure.Other,
        };
    }

    /// <summary>Gets the program that was asked for.</summary>
    /// <value>The name or path as given.</value>
    public string Program { get; } = string.Empty;

    /// <summary>Gets the sort of failure.</summary>
    /// <value>One of the values.</value>
    public ChildStartFailure Failure { get; }

    /// <summary>Gets the files that were tried.</summary>
    /// <value>Paths, in order.</value>
    public IReadOnlyList<string> Tried { get; } = [];

    /// <summary>Gets the system's error number.</summary>
    /// <value>On Linux an errno, for instance 2 for ENOENT.</value>
    public int NativeErrorCode { get; }

    /// <summary>Makes the exception of what the system told.</summary>
    internal static ChildStartException From(string program, StartFault fault) => new(program, fault);

    private static string Places(string program, StartFault fault) =>
        fault.Tried.Count == 0 || (fault.Tried.Count == 1 && fault.Tried[0] == program)
            ? string.Empty
            : $"; tried {string.Join(", ", fault.Tried)}";
}
