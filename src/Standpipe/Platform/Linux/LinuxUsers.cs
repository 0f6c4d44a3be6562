using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Standpipe.Platform.Linux;

/// <summary>The names of users, asked for once each.</summary>
[SupportedOSPlatform("linux")]
internal sealed unsafe class LinuxUsers
{
    private const int BufferSize = 4096;

    private readonly Dictionary<uint, string> _names = [];

    /// <summary>The user's name, or the number as text if it has none.</summary>
    internal string NameOf(uint id)
    {
        if (!_names.TryGetValue(id, out string? name))
        {
            name = Find(id) ?? id.ToString(CultureInfo.InvariantCulture);
            _names.Add(id, name);
        }

        return name;
    }

    private static string? Find(uint id)
    {
        passwd entry;
        byte* buffer = stackalloc byte[BufferSize];
        return Libc.getpwuid_r(id, &entry, buffer, BufferSize, out nint found) == 0 && found != 0
            ? Marshal.PtrToStringUTF8((nint)entry.pw_name)
            : null;
    }
}
