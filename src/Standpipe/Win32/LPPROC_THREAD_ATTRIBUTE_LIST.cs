namespace Standpipe.Win32;

/// <summary>Points to a list of attributes for a child's start, in memory that the caller provides.</summary>
/// <param name="value">The memory: at least as many bytes as <see cref="Kernel32.InitializeProcThreadAttributeList"/> asks for.</param>
public readonly unsafe struct LPPROC_THREAD_ATTRIBUTE_LIST(void* value) : IEquatable<LPPROC_THREAD_ATTRIBUTE_LIST>
{
    /// <summary>The address.</summary>
    public void* Value { get; } = value;

    /// <summary>Whether two lists are one.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(LPPROC_THREAD_ATTRIBUTE_LIST left, LPPROC_THREAD_ATTRIBUTE_LIST right) => left.Equals(right);

    /// <summary>Whether two lists are different.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(LPPROC_THREAD_ATTRIBUTE_LIST left, LPPROC_THREAD_ATTRIBUTE_LIST right) => !left.Equals(right);

    /// <summary>Whether two lists are one.</summary>
    /// <param name="other">The other.</param>
    public bool Equals(LPPROC_THREAD_ATTRIBUTE_LIST other) => Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is LPPROC_THREAD_ATTRIBUTE_LIST other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => ((nint)Value).GetHashCode();
}
