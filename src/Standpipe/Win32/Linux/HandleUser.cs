using System.Diagnostics.CodeAnalysis;
using System.Runtime.Versioning;

namespace Standpipe.Win32.Linux;

/// <summary>Finds a handle and keeps it from being closed for the length of a call.</summary>
[SupportedOSPlatform("linux")]
internal readonly ref struct HandleUser
{
    /// <summary>Looks a handle up.</summary>
    internal HandleUser(HANDLE handle) => Entry = HandleTable.Use(handle);

    /// <summary>The handle, or null if there is none of that value.</summary>
    internal HandleEntry? Entry { get; }

    /// <summary>Whether there is such a handle and it names an object of a kind.</summary>
    internal bool Is<T>([NotNullWhen(true)] out HandleEntry? entry, [NotNullWhen(true)] out T? target)
        where T : KernelObject
    {
        entry = Entry;
        target = entry?.Target as T;
        return target is not null;
    }

    /// <summary>Ends the use.</summary>
    public void Dispose() => Entry?.EndUse();
}
