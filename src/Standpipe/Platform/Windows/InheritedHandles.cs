using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Standpipe.Platform.Windows;

/// <summary>The handles of one start, inheritable from its beginning to its end.</summary>
/// <remarks>
/// Standard handles go as duplicates: their values do not matter. The others keep their values, by which the child was
/// told of them, and so are themselves made inheritable. Starts take turns, so the flag is nobody else's meanwhile; a start
/// of foreign code that passes on all that is inheritable could meet either kind.
/// </remarks>
[SupportedOSPlatform("windows")]
internal sealed unsafe class InheritedHandles : IDisposable
{
    private readonly List<SafeFileHandle> _duplicates = [];
    private readonly List<SafeHandle> _references = [];
    private readonly List<nint> _flagged = [];
    private readonly List<nint> _values = [];

    /// <summary>What the child is to inherit.</summary>
    internal IReadOnlyList<nint> Values => _values;

    /// <summary>Adds a standard handle.</summary>
    /// <returns>The value for the child; 0 for none.</returns>
    /// <exception cref="ObjectDisposedException">The handle is closed.</exception>
    /// <exception cref="IOException">The handle is none.</exception>
    internal nint AddStandard(SafeFileHandle? handle)
    {
        if (handle is null)
        {
            return 0;
        }

        SafeFileHandle duplicate = WindowsHandle.Duplicate(handle, inheritable: true);
        _duplicates.Add(duplicate);
        _values.Add(duplicate.DangerousGetHandle());
        return duplicate.DangerousGetHandle();
    }

    /// <summary>Adds a handle under its own value.</summary>
    /// <exception cref="ObjectDisposedException">The handle is closed.</exception>
    /// <exception cref="IOException">The handle is none.</exception>
    internal void Add(SafeFileHandle handle)
    {
        bool added = false;
        handle.DangerousAddRef(ref added);
        _references.Add(handle);
        nint value = handle.DangerousGetHandle();
        if (_values.Contains(value))
        {
            return;
        }

        uint flags;
        if (Kernel32.GetHandleInformation(value, &flags) == Winbase.FALSE)
        {
            throw WindowsError.LastFailure("GetHandleInformation", $"handle {value}");
        }

        if ((flags & Winbase.HANDLE_FLAG_INHERIT) == 0)
        {
            _ = Kernel32.SetHandleInformation(value, Winbase.HANDLE_FLAG_INHERIT, Winbase.HANDLE_FLAG_INHERIT);
            _flagged.Add(value);
        }

        _values.Add(value);
    }

    /// <summary>The same, unless the handle is closed.</summary>
    internal void TryAdd(SafeFileHandle handle)
    {
        try
        {
            Add(handle);
        }
        catch (ObjectDisposedException)
        {
            // Nobody named it, so anybody may close it.
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (nint value in _flagged)
        {
            _ = Kernel32.SetHandleInformation(value, Winbase.HANDLE_FLAG_INHERIT, 0);
        }

        foreach (SafeHandle reference in _references)
        {
            reference.DangerousRelease();
        }

        foreach (SafeFileHandle duplicate in _duplicates)
        {
            duplicate.Dispose();
        }
    }
}
