using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;
using Standpipe.Platform.Linux;
using static Standpipe.Win32.Kernel32;

namespace Standpipe.Win32.Linux;

/// <summary>What one child gets: which descriptor goes where, and what the record must tell of it.</summary>
/// <remarks>
/// A handle goes to the number that is its value. A standard handle goes to 0, 1 or 2 and nowhere else, so that a program that
/// knows nothing of all this sees end of file when it should; the record then tells a child of ours which value it has.
/// </remarks>
[SupportedOSPlatform("linux")]
internal sealed class Inheritances(StartPlan plan) : IDisposable
{
    private const int StandardCount = 3;

    private readonly List<HandleEntry> _used = [];
    private readonly List<SafeFileHandle> _borrowed = [];
    private readonly SafeFileHandle?[] _standard = new SafeFileHandle?[StandardCount];
    private readonly List<(SafeFileHandle Handle, int Target)> _others = [];

    /// <summary>The child's descriptors 0 to 2.</summary>
    internal IReadOnlyList<SafeFileHandle?> Standard => _standard;

    /// <summary>The others.</summary>
    internal IReadOnlyList<(SafeFileHandle Handle, int Target)> Others => _others;

    /// <summary>What the child is told.</summary>
    internal InheritanceRecord Record { get; } = new();

    /// <summary>The values that are not at their own number in the child.</summary>
    internal Dictionary<nint, int> Aliases { get; } = [];

    /// <summary>Decides everything, and keeps the handles open until it is disposed of.</summary>
    internal WIN32_ERROR Collect()
    {
        Record.StartupFlags = plan.StartupFlags;
        Dictionary<int, HandleEntry> inherited = [];
        WIN32_ERROR error = plan.HandleList is { } list ? TakeList(list, inherited) : TakeAll(inherited);
        if (error != WIN32_ERROR.ERROR_SUCCESS)
        {
            return error;
        }

        for (int id = 0; id < StandardCount; id++)
        {
            SetStandard(id, inherited);
        }

        foreach (HandleEntry entry in inherited.Values)
        {
            SetOther(entry);
        }

        if (Array.Exists(_standard, handle => handle is null))
        {
            // Nothing there: /dev/null, since the next file that the child opens must not become its standard output.
            return SetRestToNull();
        }

        return WIN32_ERROR.ERROR_SUCCESS;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (SafeFileHandle handle in _borrowed)
        {
            handle.Dispose();
        }

        foreach (HandleEntry entry in _used)
        {
            entry.EndUse();
        }
    }

    private WIN32_ERROR SetRestToNull()
    {
        try
        {
            SafeFileHandle nothing = LinuxFile.OpenNull();
            _borrowed.Add(nothing);
            for (int id = 0; id < StandardCount; id++)
            {
                _standard[id] ??= nothing;
            }

            return WIN32_ERROR.ERROR_SUCCESS;
        }
        catch (IOException)
        {
            return WIN32_ERROR.ERROR_TOO_MANY_OPEN_FILES;
        }
    }

    private WIN32_ERROR TakeAll(Dictionary<int, HandleEntry> inherited)
    {
        if (plan.InheritHandles)
        {
            foreach (int fileDescriptor in Inheritance.AdoptAll())
            {
                _others.Add((Borrow(fileDescriptor), fileDescriptor));
            }

            _used.AddRange(HandleTable.UseAll());
            foreach (HandleEntry entry in _used.Where(entry => (entry.Flags & HANDLE_FLAG_INHERIT) != 0 && !entry.IsLost))
            {
                inherited.Add(entry.Index, entry);
            }
        }

        return WIN32_ERROR.ERROR_SUCCESS;
    }

    private WIN32_ERROR TakeList(HANDLE[] list, Dictionary<int, HandleEntry> inherited)
    {
        if (!plan.InheritHandles)
        {
            return WIN32_ERROR.ERROR_INVALID_PARAMETER;
        }

        foreach (HANDLE handle in list)
        {
            if (handle.IsNull)
            {
                // So it is on Windows: a NULL anywhere, and nothing at all is inherited.
                inherited.Clear();
                return WIN32_ERROR.ERROR_SUCCESS;
            }

            if (HandleTable.Use(handle) is not { } entry)
            {
                return WIN32_ERROR.ERROR_INVALID_PARAMETER;
            }

            _used.Add(entry);
            if ((entry.Flags & HANDLE_FLAG_INHERIT) == 0 || entry.IsLost)
            {
                return WIN32_ERROR.ERROR_INVALID_PARAMETER;
            }

            _ = inherited.TryAdd(entry.Index, entry);
        }

        return WIN32_ERROR.ERROR_SUCCESS;
    }

    private void SetStandard(int id, Dictionary<int, HandleEntry> inherited)
    {
        bool isGiven = (plan.StartupFlags & STARTF_USESTDHANDLES) != 0;
        bool isDetached = (plan.CreationFlags & DETACHED_PROCESS) != 0;
        HANDLE value = isGiven ? plan.StandardHandles[id] : StandardHandles.Current(id);
        if (!isGiven && isDetached)
        {
            Record.Standard[id] = 0;
        }
        else if (plan.InheritHandles)
        {
            // The value is passed on as it is; what it names in the child is what the child inherits.
            if (inherited.TryGetValue(HandleValue.ToIndex(value), out HandleEntry? entry))
            {
                _standard[id] = Borrow(entry);
            }

            Record.Standard[id] = IsNatural(id, value) && entry is not null ? null : value.Value;
        }
        else if (!isGiven && UseOpen(value) is { } entry)
        {
            // A copy for the child, under the number of its place, whatever the original's inheritability: it keeps that.
            _standard[id] = Borrow(entry);
            Tell(entry, HandleValue.FromIndex(HandleValue.OfDescriptor(id)), id, 0, entry.Flags & HANDLE_FLAG_INHERIT);
        }
        else
        {
            Record.Standard[id] = 0;
        }
    }

    private HandleEntry? UseOpen(HANDLE value)
    {
        if (HandleTable.Use(value) is not { } entry)
        {
            return null;
        }

        _used.Add(entry);
        return entry.IsLost ? null : entry;
    }

    /// <summary>Places an inherited handle, by its number or as one of the standard ones.</summary>
    private void SetOther(HandleEntry entry)
    {
        int copies = 0;
        int first = -1;
        for (int id = StandardCount - 1; id >= 0; id--)
        {
            if (Record.Standard[id] is { } value ? HandleValue.ToIndex(new HANDLE(value)) == entry.Index : IsNatural(id, entry.Value) && _standard[id] is not null)
            {
                copies |= 1 << id;
                first = id;
            }
        }

        int own = HandleValue.ToDescriptor(entry.Index);
        if (copies == 0 && own < StandardCount)
        {
            // This process's own standard input, say, where the child has another: there is no place for it (docs/gotchas.md).
            return;
        }

        int target = copies == 0 ? own : first;
        if (copies == 0)
        {
            _others.Add((Borrow(entry), own));
        }

        if (target != own)
        {
            Aliases[entry.Value.Value] = target;
        }

        Tell(entry, entry.Value, target, copies, entry.Flags);
    }

    /// <summary>Records what the descriptor alone does not say to the child.</summary>
    private void Tell(HandleEntry entry, HANDLE value, int target, int copies, uint flags)
    {
        KernelObject found = entry.Target;
        (found as SemaphoreObject)?.Share();
        char kind = found switch
        {
            EventObject { ManualReset: true } => RecordedHandle.ManualEvent,
            EventObject => RecordedHandle.AutomaticEvent,
            ThreadObject => RecordedHandle.Thread,
            MutexObject => RecordedHandle.Mutex,
            SemaphoreObject => RecordedHandle.Semaphore,
            StreamObject { NoWait: true } => RecordedHandle.NoWait,
            _ => RecordedHandle.Plain,
        };
        bool isPlain = IsNatural(target, value) && (copies & ~(1 << target)) == 0
            && kind == RecordedHandle.Plain && flags == HANDLE_FLAG_INHERIT
            && entry.Access == Descriptors.NaturalAccess(entry.FileDescriptor, found);
        if (!isPlain && FileIdentity.TryGet(entry.FileDescriptor, out FileIdentity identity, out _))
        {
            Record.Handles.Add(new RecordedHandle(value.Value, target, copies, identity, entry.Access, flags, kind));
        }
    }

    /// <summary>Whether a value is the one that the descriptor makes by itself.</summary>
    private static bool IsNatural(int fileDescriptor, HANDLE value) =>
        HandleValue.ToIndex(value) == HandleValue.OfDescriptor(fileDescriptor);

    private SafeFileHandle Borrow(HandleEntry entry) => Borrow(entry.FileDescriptor);

    private SafeFileHandle Borrow(int fileDescriptor)
    {
        SafeFileHandle handle = new(fileDescriptor, ownsHandle: false);
        _borrowed.Add(handle);
        return handle;
    }
}
