namespace Standpipe.Win32.Linux;

/// <summary>How a handle's value, its place in the table and its descriptor go together. Nothing else knows.</summary>
/// <remarks>
/// A value is its descriptor's number, which is a multiple of 4 from 16 up; 4, 8 and 12 are descriptors 0, 1 and 2. No other
/// descriptor has a value. A place is the value without the two low bits, which every function ignores; place 0 is nobody's.
/// </remarks>
internal static class HandleValue
{
    /// <summary>The lowest descriptor whose number is a value.</summary>
    internal const int FirstOrdinary = 16;

    /// <summary>The place of that.</summary>
    internal const int FirstOrdinaryIndex = FirstOrdinary / Step;

    private const int Step = 4;
    private const int StandardCount = 3;
    private const int IgnoredBits = 2;

    /// <summary>The place of a handle.</summary>
    /// <returns>Its index; 0 for NULL, the pseudo handles and whatever else can be no handle's value.</returns>
    internal static int ToIndex(HANDLE handle) =>
        (nuint)handle.Value <= int.MaxValue ? (int)handle.Value >> IgnoredBits : 0;

    /// <summary>The value of the handle at a place.</summary>
    internal static HANDLE FromIndex(int index) => new((nint)index << IgnoredBits);

    /// <summary>The descriptor that the handle at a place has by its value: every handle, except one that was inherited under another number.</summary>
    /// <returns>Its number; -1 if there is none.</returns>
    internal static int ToDescriptor(int index) => index >= FirstOrdinaryIndex ? index * Step : index - 1;

    /// <summary>The place of the handle that has a descriptor by its value.</summary>
    /// <returns>Its index; 0 if the descriptor has no value.</returns>
    internal static int OfDescriptor(int fileDescriptor) =>
        fileDescriptor is >= 0 and < StandardCount ? fileDescriptor + 1
            : fileDescriptor >= FirstOrdinary && fileDescriptor % Step == 0 ? fileDescriptor / Step
            : 0;

    /// <summary>The first place whose descriptor is above another.</summary>
    /// <param name="fileDescriptor">The other; 3 or above.</param>
    internal static int Above(int fileDescriptor) => Math.Max(FirstOrdinaryIndex, (fileDescriptor / Step) + 1);
}
