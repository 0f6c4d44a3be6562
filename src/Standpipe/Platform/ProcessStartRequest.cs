using Microsoft.Win32.SafeHandles;

namespace Standpipe.Platform;

/// <summary>Everything the system must know to start a child. Already checked: no NUL in strings, no duplicate targets.</summary>
internal sealed class ProcessStartRequest
{
    /// <summary>The program's path, as found by <see cref="Process.FindProgram"/>.</summary>
    internal required string Path { get; init; }

    /// <summary>The arguments, the program's own name first.</summary>
    internal required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>The child's variables, relative to this process's.</summary>
    internal required EnvironmentChanges Environment { get; init; }

    /// <summary>Where the child begins, or null for where this process is.</summary>
    internal string? WorkingDirectory { get; init; }

    /// <summary>Standard input, output and error; null: closed in the child.</summary>
    internal required IReadOnlyList<SafeFileHandle?> StandardHandles { get; init; }

    /// <summary>Handles beside the standard ones, each with its value in the child.</summary>
    internal required IReadOnlyList<(SafeFileHandle Handle, int Target)> Inherited { get; init; }

    /// <summary>Handles that go under their own numbers if they are still open: nobody named them, so anybody may close them.</summary>
    internal IReadOnlyList<SafeFileHandle> Inheritable { get; init; } = [];

    /// <summary>Whether the child also gets what foreign code left inheritable.</summary>
    internal bool WithForeignHandles { get; init; }

    /// <summary>Whether the child begins a process group, or a session, of its own.</summary>
    internal ProcessGrouping Grouping { get; init; }

    /// <summary>The job that the child is in from the first; null for none. There is none where <see cref="ProcessJob.TryCreate"/> makes none.</summary>
    internal ProcessJob? Job { get; init; }

    /// <summary>A control group that the child is put into right after its start; null for none.</summary>
    internal ControlGroup? Group { get; init; }

    /// <summary>Whether SIGPIPE stays ignored in the child, as the runtime has it here.</summary>
    internal bool IgnoreBrokenPipeSignal { get; init; }
}
