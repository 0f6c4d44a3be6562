using System.Runtime.Versioning;

namespace Standpipe.Win32.Linux;

/// <summary>The ends of pipes that have handles here, by what the kernel says of them: looked up once for many descriptors.</summary>
[SupportedOSPlatform("linux")]
internal sealed class KnownEnds
{
    private const uint Direction = Kernel32.FILE_READ_DATA | Kernel32.FILE_WRITE_DATA;

    private readonly Dictionary<(FileIdentity Identity, uint Direction), StreamObject> _ends = [];

    /// <summary>Looks at all handles.</summary>
    internal KnownEnds()
    {
        foreach (HandleEntry entry in HandleTable.UseAll())
        {
            Add(entry);
            entry.EndUse();
        }
    }

    /// <summary>Adds a handle that has come since.</summary>
    internal void Add(HandleEntry entry)
    {
        if (entry.Target is StreamObject { Identity: { } identity } end && !entry.IsLost)
        {
            _ = _ends.TryAdd((identity, Descriptors.NaturalAccess(entry.FileDescriptor, end) & Direction), end);
        }
    }

    /// <summary>The end that a descriptor with these rights is one of, or null.</summary>
    internal StreamObject? Find(FileIdentity identity, uint access) => _ends.GetValueOrDefault((identity, access & Direction));
}
