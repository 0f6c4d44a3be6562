namespace Standpipe.Platform;

/// <summary>A child's environment, told as the difference from this process's.</summary>
/// <param name="Clear">Whether to begin with nothing.</param>
/// <param name="Variables">Variables to set, or with a null value to remove.</param>
internal sealed record EnvironmentChanges(bool Clear, IReadOnlyDictionary<string, string?> Variables)
{
    /// <summary>When two names mean the same variable.</summary>
    internal static StringComparer NameComparer { get; } =
        OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;

    /// <summary>The value a variable has in the child, or null.</summary>
    internal string? Resolve(string name) =>
        Variables.TryGetValue(name, out string? value) ? value : Clear ? null : System.Environment.GetEnvironmentVariable(name);
}
