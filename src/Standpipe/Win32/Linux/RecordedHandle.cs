using System.Globalization;

namespace Standpipe.Win32.Linux;

/// <summary>What a parent tells a child of one handle that the descriptor alone does not say.</summary>
/// <param name="Value">The handle's value.</param>
/// <param name="FileDescriptor">Its descriptor in the child.</param>
/// <param name="StandardCopies">Descriptors among 0 to 2 that are the same thing, as bits 0 to 2.</param>
/// <param name="Identity">Which file the descriptor must be, else the child takes no notice.</param>
/// <param name="Access">Its rights.</param>
/// <param name="Flags">Its HANDLE_FLAG_... bits.</param>
/// <param name="Kind">M or A: an event with manual or automatic reset; T: a thread; X: a mutex; S: a semaphore; N: a pipe that does not wait; else -.</param>
internal readonly record struct RecordedHandle(
    nint Value, int FileDescriptor, int StandardCopies, FileIdentity Identity, uint Access, uint Flags, char Kind)
{
    internal const char ManualEvent = 'M';
    internal const char AutomaticEvent = 'A';
    internal const char Thread = 'T';
    internal const char NoWait = 'N';
    internal const char Mutex = 'X';
    internal const char Semaphore = 'S';
    internal const char Plain = '-';

    private const int Fields = 8;

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    internal static bool TryParse(string text, out RecordedHandle handle)
    {
        string[] fields = text.Split(':');
        handle = default;
        if (fields.Length != Fields
            || !Number(fields[0], out ulong value) || !Number(fields[1], out ulong fd) || !Number(fields[2], out ulong copies)
            || !Number(fields[3], out ulong device) || !Number(fields[4], out ulong inode)
            || !Number(fields[5], out ulong access) || !Number(fields[6], out ulong flags)
            || fields[7].Length != 1 || fd > int.MaxValue || copies > 7 || value > int.MaxValue || value < 4)
        {
            return false;
        }

        FileIdentity identity = new(device, inode);
        handle = new RecordedHandle((nint)value, (int)fd, (int)copies, identity, (uint)access, (uint)flags, fields[7][0]);
        return true;
    }

    /// <summary>Writes hexadecimal numbers between colons.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Value:x}:{FileDescriptor:x}:{StandardCopies:x}:{Identity.Device:x}:{Identity.Inode:x}:{Access:x}:{Flags:x}:{Kind}");

    private static bool Number(string text, out ulong number) =>
        ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out number);
}
