using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Standpipe.Platform.Windows;

/// <summary>Anonymous pipes of the system: making them, and their capacity.</summary>
[SupportedOSPlatform("windows")]
internal static unsafe class WindowsPipe
{
    // Windows' own default is one page. Programs that work with a pipe of Linux are to work here.
    private const int DefaultCapacity = 64 * 1024;

    // Of Linux too.
    private const int MinCapacity = 4096;

    /// <inheritdoc cref="Pipe.Create"/>
    internal static void Create(out SafeFileHandle readEnd, out SafeFileHandle writeEnd, int capacity)
    {
        nint reader;
        nint writer;
        if (Kernel32.CreatePipe(&reader, &writer, null, (uint)(capacity == 0 ? DefaultCapacity : Math.Max(capacity, MinCapacity))) == Winbase.FALSE)
        {
            throw WindowsError.LastFailure("CreatePipe");
        }

        readEnd = new SafeFileHandle(reader, ownsHandle: true);
        writeEnd = new SafeFileHandle(writer, ownsHandle: true);
    }

    /// <inheritdoc cref="Pipe.GetCapacity"/>
    internal static int GetCapacity(SafeFileHandle end)
    {
        using HandleReference reference = new(end);
        return GatedEnd.Of(end).Gate.Capacity;
    }

    /// <summary>Asks the system for the capacity. Waits behind a transfer that is blocked on the end.</summary>
    internal static int QueryCapacity(SafeFileHandle end)
    {
        using HandleReference reference = new(end);
        uint output;
        uint input;
        return Kernel32.GetNamedPipeInfo(reference.Value, null, &output, &input, null) != Winbase.FALSE
            ? (int)Math.Min(Math.Max(output, input), int.MaxValue)
            : throw WindowsError.LastFailure("GetNamedPipeInfo");
    }

    /// <inheritdoc cref="Pipe.TrySetCapacity"/>
    internal static CapacityRefusal? TrySetCapacity(SafeFileHandle end, int capacity)
    {
        int current = GetCapacity(end);
        return capacity <= current
            ? null
            : new CapacityRefusal($"capacity {capacity}: on Windows a pipe keeps the capacity that it was made with, here {current} bytes.", current);
    }
}
