using System.Globalization;
using System.Runtime.Versioning;
using Standpipe.Platform.Linux;

namespace Standpipe.Win32.Linux;

/// <summary>A semaphore: an eventfd from whose counter each wait takes 1.</summary>
/// <param name="count">Its count, which the descriptor has too.</param>
/// <param name="maximum">The highest count.</param>
/// <param name="isShared">Whether another process may take from it.</param>
[SupportedOSPlatform("linux")]
internal sealed unsafe class SemaphoreObject(int count, int maximum, bool isShared) : KernelObject
{
    private const string CountLine = "eventfd-count:";

    private readonly Lock _lock = new();

    // Under _lock. The counter of the descriptor cannot be read without taking from it; this one knows it as long as nobody else has it.
    private int _count = count;
    private volatile bool _isShared = isShared;

    /// <summary>One that was inherited: its limit is not known here.</summary>
    internal static SemaphoreObject Inherited() => new(0, int.MaxValue, isShared: true);

    /// <summary>Says that another process may take from it from now on.</summary>
    internal void Share() => _isShared = true;

    internal override bool TryTake(HandleEntry entry, out bool abandoned)
    {
        abandoned = false;
        lock (_lock)
        {
            if (!EventFunctions.Reset(entry))
            {
                return false;
            }

            _count--;
            return true;
        }
    }

    internal override void GiveBack(HandleEntry entry, bool abandoned)
    {
        lock (_lock)
        {
            // Whatever the limit: it was there.
            _count++;
            EventFunctions.Set(entry);
        }
    }

    /// <summary>Adds to the count.</summary>
    /// <returns>False if it would be above the limit; then nothing has changed.</returns>
    internal bool TryRelease(HandleEntry entry, int more, out int before)
    {
        lock (_lock)
        {
            before = _isShared ? Ask(entry.FileDescriptor) : _count;
            if (more > maximum - before)
            {
                return false;
            }

            _count = before + more;
            ulong added = (ulong)more;
            _ = RealPosix.write(entry.FileDescriptor, &added, sizeof(ulong));
            return true;
        }
    }

    /// <summary>The counter, as the kernel tells it to whoever reads about the descriptor.</summary>
    private int Ask(int fileDescriptor)
    {
        foreach (string line in File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/self/fdinfo/{fileDescriptor}")))
        {
            if (line.StartsWith(CountLine, StringComparison.Ordinal))
            {
                ReadOnlySpan<char> number = line.AsSpan(CountLine.Length).Trim();
                return (int)Math.Min(ulong.Parse(number, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture), int.MaxValue);
            }
        }

        return _count;
    }
}
