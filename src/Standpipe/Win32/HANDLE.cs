namespace Standpipe.Win32;

/// <summary>Names an open thing of this process: one end of a pipe, a file, a process, a thread, an event.</summary>
/// <remarks>
/// A plain number of pointer size, owned by nobody: whoever was given it closes it by <see cref="Kernel32.CloseHandle"/>.
/// A non-zero multiple of 4; the two low bits are ignored by every function.
/// <para>
/// *Linux*: the number is that of the handle's own file descriptor, always 16 or above; except that 4, 8 and 12 are descriptors 0, 1 and 2,
/// and that a redirected standard handle keeps its parent's number, which is no descriptor's in the child.
/// </para>
/// <para>*Source*: contract D-create.</para>
/// </remarks>
/// <param name="Value">The number.</param>
public readonly record struct HANDLE(nint Value)
{
    /// <summary>The value that <c>CreateFileW</c> and <c>GetStdHandle</c> give on failure; also the pseudo handle of the current process.</summary>
    public static HANDLE INVALID_HANDLE_VALUE => new(-1);

    /// <summary>No handle.</summary>
    public static HANDLE Null => default;

    /// <summary>Whether it is 0.</summary>
    public bool IsNull => Value == 0;

    /// <summary>The number of a handle.</summary>
    /// <param name="handle">The handle.</param>
    public static implicit operator nint(HANDLE handle) => handle.Value;

    /// <summary>A handle of a number, as a parent tells it to a child.</summary>
    /// <param name="value">The number.</param>
    public static explicit operator HANDLE(nint value) => new(value);

    /// <summary>The number of a handle, for languages without conversions.</summary>
    public nint ToIntPtr() => Value;

    /// <summary>A handle of a number, for languages without conversions.</summary>
    /// <param name="value">The number.</param>
    public static HANDLE FromIntPtr(nint value) => new(value);

    /// <summary>Writes the number in hexadecimal, as debuggers do.</summary>
    public override string ToString() => $"0x{Value:X}";
}
