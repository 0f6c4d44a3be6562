namespace Standpipe.Win32.Linux;

/// <summary>How a handle's value, its place in the table and its descriptor go together. Nothing else knows.</summary>
/// <remarks>A place is the value without the two low bits, which every function ignores. 0 is nobody's.</remarks>
internal static class HandleValue
{
    private const int IgnoredBits = 2;

    /// <summary>The place of a handle.</summary>
    /// <returns>Its index; 0 for NULL, the pseudo handles and whatever else can be no handle's value.</returns>
    internal static int ToIndex(HANDLE handle)
    {
        nint index = handle.Value >> IgnoredBits;
        return (nuint)index <= int.MaxValue ? (int)index : 0;
    }

    /// <summary>The value of the handle at a place.</summary>
    internal static HANDLE FromIndex(int index) => new((nint)index << IgnoredBits);

    /// <summary>The descriptor that the handle at a place has by its value: every handle, except one that was inherited under another number.</summary>
    /// <returns>Its number; -1 if there is none.</returns>
    internal static int ToDescriptor(int index) => index - 1;

    /// <summary>The place of the handle that has a descriptor.</summary>
    internal static int OfDescriptor(int fileDescriptor) => fileDescriptor + 1;
}
