using System.Runtime.CompilerServices;
using Microsoft.Win32.SafeHandles;

namespace Standpipe.Platform;

/// <summary>Which of this process's handles a child may inherit when its start asks for all of them.</summary>
/// <remarks>
/// A property kept here and nowhere else: on Linux no descriptor's close-on-exec flag ever says so, which is why no
/// start, ours or foreign, can leak a handle by accident. The table holds its handles weakly: being inheritable
/// keeps nothing alive.
/// </remarks>
internal static class InheritableHandles
{
    private static readonly ConditionalWeakTable<SafeFileHandle, object> s_handles = [];

    /// <summary>Makes a handle inheritable.</summary>
    internal static void Add(SafeFileHandle handle) => s_handles.AddOrUpdate(handle, s_handles);

    /// <summary>Whether a handle is inheritable.</summary>
    internal static bool Contains(SafeFileHandle handle) => s_handles.TryGetValue(handle, out _);

    /// <summary>The inheritable handles that are open now.</summary>
    internal static List<SafeFileHandle> Snapshot()
    {
        List<SafeFileHandle> handles = [];
        foreach (KeyValuePair<SafeFileHandle, object> pair in s_handles)
        {
            if (!pair.Key.IsClosed)
            {
                handles.Add(pair.Key);
            }
        }

        return handles;
    }
}
