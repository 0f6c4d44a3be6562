using System.Diagnostics.CodeAnalysis;
using Standpipe.Platform;

namespace Standpipe;

/// <summary>How a child ended: an exit code <em>or</em> a signal, never one folded into the other.</summary>
/// <remarks><b>Source</b>: wait(2), waitid(2); contract L-5.</remarks>
public sealed class ExitStatus : IEquatable<ExitStatus>
{
    private const int SignalBase = 128;

    private ExitStatus(int? code, int? signal, bool coreDumped, ResourceUsage? usage)
    {
        Code = code;
        Signal = signal;
        CoreDumped = coreDumped;
        Usage = usage;
    }

    /// <summary>Gets the exit code.</summary>
    /// <value>
    /// 0 to 255 on Linux, where it is <see langword="null"/> if a signal ended the child; any number on Windows, 137 if it was
    /// killed by this library.
    /// </value>
    public int? Code { get; }

    /// <summary>Gets the signal that ended the child.</summary>
    /// <value>The system's number, for instance 13 for SIGPIPE; <see langword="null"/> if the child exited.</value>
    public int? Signal { get; }

    /// <summary>Gets the name of the signal.</summary>
    /// <value>For instance <c>SIGPIPE</c>; <see langword="null"/> if the child exited.</value>
    public string? SignalName => Signal is { } signal ? Process.SignalName(signal) : null;

    /// <summary>Gets whether the signal left a core dump.</summary>
    /// <value><see langword="true"/> if it did.</value>
    public bool CoreDumped { get; }

    /// <summary>Gets whether the child ended in a way that cannot be learned any more.</summary>
    /// <value>
    /// <see langword="true"/> only if something that reaps every child (the .NET runtime as PID 1, an ignored SIGCHLD)
    /// took the status, and the kernel is older than 6.15 or the child was gone before it could be watched.
    /// </value>
    public bool IsUnknown => Code is null && Signal is null;

    /// <summary>Gets whether the child exited with code 0.</summary>
    /// <value><see langword="true"/> if it did.</value>
    public bool IsSuccess => Code == 0;

    /// <summary>Gets what the child used.</summary>
    /// <value><see langword="null"/> if the status was taken by somebody else and the system no longer tells.</value>
    public ResourceUsage? Usage { get; }

    /// <summary>Makes the status of a process that exited.</summary>
    /// <param name="code">The code.</param>
    /// <returns>The status, without usage.</returns>
    public static ExitStatus FromCode(int code) => new(code, null, coreDumped: false, usage: null);

    /// <summary>Makes the status of a process that a signal ended.</summary>
    /// <param name="signal">The signal's number, 1 or more.</param>
    /// <returns>The status, without usage.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public static ExitStatus FromSignal(int signal)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(signal, 1);
        return new ExitStatus(null, signal, coreDumped: false, usage: null);
    }

    /// <summary>Gives the number that a shell has for it in <c>$?</c>.</summary>
    /// <returns>The code; 128 and the signal's number; or 255 if it is unknown.</returns>
    public int ToShellCode() => Code ?? (Signal is { } signal ? SignalBase + signal : byte.MaxValue);

    /// <summary>Ends this process the way the child ended: with its code, or killed by its signal.</summary>
    /// <remarks>
    /// What a wrapper does last, so that a shell's loop around it stops on Ctrl-C. If the signal does not end this
    /// process (it is blocked), it exits with <see cref="ToShellCode"/>.
    /// </remarks>
    [DoesNotReturn]
    public void ExitCurrentProcess()
    {
        if (Signal is { } signal)
        {
            Process.RaiseDefault(signal);
        }

        Environment.Exit(ToShellCode());
    }

    /// <inheritdoc/>
    public bool Equals(ExitStatus? other) => other is not null && Code == other.Code && Signal == other.Signal;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ExitStatus);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Code, Signal);

    /// <summary>Says it in words.</summary>
    /// <returns><c>exit 3</c>, <c>SIGSEGV (core dumped)</c>, or <c>status unknown</c>.</returns>
    public override string ToString() =>
        Code is { } code ? $"exit {code}"
        : SignalName is { } name ? (CoreDumped ? $"{name} (core dumped)" : name)
        : "status unknown";

    /// <summary>Makes the status of what the system told.</summary>
    internal static ExitStatus From(ProcessExit exit) => new(
        exit.Code,
        exit.Signal,
        exit.CoreDumped,
        exit.Usage is { } usage ? new ResourceUsage(usage) : null);
}
