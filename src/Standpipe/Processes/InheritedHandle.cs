using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace Standpipe;

/// <summary>A handle that a child is given beside its standard streams, and the value it has there.</summary>
/// <remarks>
/// <para><b>Ownership</b>: an end of a pipe moves into the child: the caller's is disposed of once the child has
/// started, unless it was <see cref="Share">shared</see>. Other handles stay the caller's.</para>
/// <para><b>Source</b>: contract AP-06 to AP-10.</para>
/// </remarks>
public sealed class InheritedHandle
{
    private const int FirstOrdinary = 3;

    private readonly int? _value;

    private InheritedHandle(SafeFileHandle handle, PipeEnd? moved, int? value)
    {
        Handle = handle;
        Moved = moved;
        _value = value;
    }

    /// <summary>Gets the value to tell the child, in an argument or an environment variable.</summary>
    /// <value>A decimal number: the one given by <see cref="As"/>, else the handle's own.</value>
    public string ChildValue => Target.ToString(CultureInfo.InvariantCulture);

    /// <summary>Gets the handle.</summary>
    internal SafeFileHandle Handle { get; }

    /// <summary>Gets the end to dispose of once the child has it; null to leave the caller's alone.</summary>
    internal PipeEnd? Moved { get; }

    /// <summary>Gets the descriptor's number in the child.</summary>
    internal int Target => _value ?? (int)Handle.DangerousGetHandle();

    /// <summary>Names an end of a pipe, under its own number; it moves into the child.</summary>
    /// <param name="end">The end.</param>
    public static implicit operator InheritedHandle(PipeEnd end) => FromPipeEnd(end);

    /// <summary>Names an end of a pipe, under its own number; it moves into the child.</summary>
    /// <param name="end">The end.</param>
    /// <returns>The entry.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="end"/> is <see langword="null"/>.</exception>
    public static InheritedHandle FromPipeEnd(PipeEnd end)
    {
        ArgumentNullException.ThrowIfNull(end);
        return new InheritedHandle(end.SafeFileHandle, end, value: null);
    }

    /// <summary>Names any handle, under its own number; it stays the caller's.</summary>
    /// <param name="handle">The handle, open until the child has started.</param>
    /// <returns>The entry.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="handle"/> is <see langword="null"/>.</exception>
    public static InheritedHandle FromHandle(SafeFileHandle handle)
    {
        ArgumentNullException.ThrowIfNull(handle);
        return new InheritedHandle(handle, moved: null, value: null);
    }

    /// <summary>Names a descriptor that this library does not know, under its own number; it stays as it is.</summary>
    /// <param name="fileDescriptor">An open descriptor, 3 or more.</param>
    /// <returns>The entry.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 3.</exception>
    public static InheritedHandle FromFileDescriptor(int fileDescriptor)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(fileDescriptor, FirstOrdinary);
        return new InheritedHandle(new SafeFileHandle(fileDescriptor, ownsHandle: false), moved: null, fileDescriptor);
    }

    /// <summary>Gives the handle a number of its own in the child.</summary>
    /// <param name="fileDescriptor">The number, 3 or more and below the limit of open files.</param>
    /// <returns>The entry with that number.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 3: those are the standard streams.</exception>
    /// <exception cref="PlatformNotSupportedException">On Windows, unless the number is the handle's own value: there is no choice.</exception>
    public InheritedHandle As(int fileDescriptor)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(fileDescriptor, FirstOrdinary);
        Platform.Handle.RequireChildValue(Handle, fileDescriptor);
        return new InheritedHandle(Handle, Moved, fileDescriptor);
    }

    /// <summary>Keeps the caller's end open when the child starts.</summary>
    /// <returns>The entry, sharing.</returns>
    public InheritedHandle Share() => new(Handle, moved: null, _value);
}
