using Standpipe.Platform;

namespace Standpipe;

/// <summary>What to start, and how.</summary>
/// <remarks>
/// <para><b>Ownership</b>: ends of pipes that the options name move into the child at the start; so options that name
/// one are good for one start.</para>
/// </remarks>
public sealed class ChildProcessOptions
{
    /// <summary>Makes options for a program.</summary>
    /// <param name="program">
    /// A path if it has a slash (a relative one means this process's current directory), else a name to look for along
    /// PATH: the child's own, if <see cref="Environment"/> gives it one.
    /// </param>
    /// <param name="arguments">Its arguments, without the program itself, each passed on exactly as it is.</param>
    /// <exception cref="ArgumentException">The program is empty.</exception>
    /// <exception cref="ArgumentNullException">The program or the list of arguments is <see langword="null"/>.</exception>
    public ChildProcessOptions(string program, params IEnumerable<string> arguments)
    {
        ArgumentException.ThrowIfNullOrEmpty(program);
        ArgumentNullException.ThrowIfNull(arguments);
        Program = program;
        Arguments = [.. arguments];
    }

    /// <summary>Gets the program.</summary>
    /// <value>A path or a name.</value>
    public string Program { get; }

    /// <summary>Gets the arguments.</summary>
    /// <value>A list to add to; no element may be <see langword="null"/> or hold a NUL character.</value>
    public IList<string> Arguments { get; }

    /// <summary>Gets what the program is told as its own name (<c>argv[0]</c>).</summary>
    /// <value>Default <see langword="null"/>: <see cref="Program"/>.</value>
    public string? Argument0 { get; init; }

    /// <summary>Gets where the child begins.</summary>
    /// <value>Default <see langword="null"/>: this process's current directory. It does not change what other relative paths mean.</value>
    public string? WorkingDirectory { get; init; }

    /// <summary>Gets the changes to the child's environment.</summary>
    /// <value>Variables to set; with <see langword="null"/> as value, to remove. Names are case-sensitive on Linux.</value>
    public IDictionary<string, string?> Environment { get; } = new Dictionary<string, string?>(EnvironmentChanges.NameComparer);

    /// <summary>Gets whether the child's environment begins empty instead of with this process's variables.</summary>
    /// <value>Default <see langword="false"/>.</value>
    public bool ClearEnvironment { get; init; }

    /// <summary>Gets where standard input comes from.</summary>
    /// <value>Default <see cref="ChildInput.Inherit"/>.</value>
    public ChildInput StandardInput { get; init; } = ChildInput.Inherit;

    /// <summary>Gets where standard output goes.</summary>
    /// <value>Default <see cref="ChildOutput.Inherit"/>.</value>
    public ChildOutput StandardOutput { get; init; } = ChildOutput.Inherit;

    /// <summary>Gets where standard error goes.</summary>
    /// <value>Default <see cref="ChildOutput.Inherit"/>.</value>
    public ChildOutput StandardError { get; init; } = ChildOutput.Inherit;

    /// <summary>Gets the handles the child gets beside its standard streams.</summary>
    /// <value>Empty by default. A listed handle need not be inheritable; no two may have the same value in the child.</value>
    public IList<InheritedHandle> InheritedHandles { get; } = [];

    /// <summary>Gets which handles the child gets besides.</summary>
    /// <value>Default <see cref="HandleInheritance.Listed"/>: only those in <see cref="InheritedHandles"/>.</value>
    public HandleInheritance Inheritance { get; init; }

    /// <summary>Gets the process group the child begins in.</summary>
    /// <value>Default <see cref="ProcessGroupMode.Inherit"/>.</value>
    public ProcessGroupMode ProcessGroup { get; init; }

    /// <summary>Gets whether the child starts with SIGPIPE ignored, as this process has it.</summary>
    /// <value>
    /// Default <see langword="false"/>: a child whose reader leaves dies of SIGPIPE, silently, as under a shell. With
    /// <see langword="true"/> its writes fail with an error instead.
    /// </value>
    public bool IgnoreBrokenPipeSignal { get; init; }

    /// <summary>Gets when a capture is complete.</summary>
    /// <value>Default <see cref="CapturePolicy.UntilEndOfFile"/>: nothing is lost.</value>
    public CapturePolicy CapturePolicy { get; init; }

    /// <summary>Gets how much of each captured stream is kept; the rest is read, so that the child goes on, and counted.</summary>
    /// <value>Bytes, 0 or more. Default <see cref="Array.MaxLength"/>, about 2 GiB.</value>
    public int CaptureLimit { get; init; } = Array.MaxLength;

    /// <summary>Gets what disposing of the <see cref="ChildProcess"/> does to a child that still runs.</summary>
    /// <value>Default <see cref="ChildDisposal.Kill"/>.</value>
    public ChildDisposal OnDispose { get; init; }

    /// <summary>Finds the file that a start would execute, without starting it.</summary>
    /// <returns>A path that exists and that this user may execute.</returns>
    /// <exception cref="ArgumentException">An option is not valid.</exception>
    /// <exception cref="ChildStartException">There is none; it tells what was tried.</exception>
    public string FindProgram()
    {
        Validate();
        return Process.FindProgram(Program, Changes(), out StartFault? fault) ?? throw ChildStartException.From(Program, fault!);
    }

    /// <summary>The environment, as the platform takes it.</summary>
    internal EnvironmentChanges Changes() => new(ClearEnvironment, new Dictionary<string, string?>(Environment, EnvironmentChanges.NameComparer));

    /// <summary>The same with other streams, and more handles.</summary>
    internal ChildProcessOptions With(
        (ChildInput Input, ChildOutput Output, ChildOutput Error) streams, IEnumerable<InheritedHandle> handles, ProcessGroupMode group)
    {
        ChildProcessOptions copy = new(Program, Arguments)
        {
            Argument0 = Argument0,
            WorkingDirectory = WorkingDirectory,
            ClearEnvironment = ClearEnvironment,
            StandardInput = streams.Input,
            StandardOutput = streams.Output,
            StandardError = streams.Error,
            Inheritance = Inheritance,
            ProcessGroup = group,
            IgnoreBrokenPipeSignal = IgnoreBrokenPipeSignal,
            CapturePolicy = CapturePolicy,
            CaptureLimit = CaptureLimit,
        };
        foreach ((string name, string? value) in Environment)
        {
            copy.Environment[name] = value;
        }

        foreach (InheritedHandle handle in InheritedHandles.Concat(handles))
        {
            copy.InheritedHandles.Add(handle);
        }

        return copy;
    }

    /// <summary>Checks the options.</summary>
    /// <exception cref="ArgumentException">One is not valid.</exception>
    internal void Validate()
    {
        NativeText.Require(Program, nameof(Program));
        foreach (string argument in Arguments)
        {
            ArgumentNullException.ThrowIfNull(argument, nameof(Arguments));
            NativeText.Require(argument, nameof(Arguments));
        }

        NativeText.Require(Argument0 ?? string.Empty, nameof(Argument0));
        if (OperatingSystem.IsWindows() && (Argument0?.Contains('"', StringComparison.Ordinal) ?? false))
        {
            // A command line has no way to say it: the rest would become arguments.
            throw new ArgumentException("On Windows a program's own name cannot have a quote in it.", nameof(Argument0));
        }

        if (WorkingDirectory is not null)
        {
            ArgumentException.ThrowIfNullOrEmpty(WorkingDirectory);
            NativeText.Require(WorkingDirectory, nameof(WorkingDirectory));
        }

        ValidateEnvironment();
        ValidateStreams();
        ArgumentOutOfRangeException.ThrowIfNegative(CaptureLimit);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(CaptureLimit, Array.MaxLength);
        RequireDefined(Inheritance);
        RequireDefined(ProcessGroup);
        RequireDefined(CapturePolicy);
        RequireDefined(OnDispose);
    }

    private static void RequireDefined<T>(T value)
        where T : struct, Enum
    {
        if (!Enum.IsDefined(value))
        {
            throw new ArgumentOutOfRangeException(typeof(T).Name, value, "No such value.");
        }
    }

    private void ValidateEnvironment()
    {
        foreach ((string name, string? value) in Environment)
        {
            if (name.Length == 0 || name.Contains('=', StringComparison.Ordinal))
            {
                throw new ArgumentException($"'{name}' cannot be the name of a variable.", nameof(Environment));
            }

            NativeText.Require(name, nameof(Environment));
            NativeText.Require(value ?? string.Empty, nameof(Environment));
        }
    }

    private void ValidateStreams()
    {
        ArgumentNullException.ThrowIfNull(StandardInput);
        ArgumentNullException.ThrowIfNull(StandardOutput);
        ArgumentNullException.ThrowIfNull(StandardError);
        if (StandardOutput.SameAs == PreparedStreams.Output
            || StandardError.SameAs == PreparedStreams.Error
            || (StandardOutput.SameAs >= 0 && StandardError.SameAs >= 0))
        {
            throw new ArgumentException("Standard output and standard error are each to be the other: neither goes anywhere.", nameof(StandardError));
        }
    }
}
