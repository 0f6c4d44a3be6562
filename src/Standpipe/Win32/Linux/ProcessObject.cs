using System.Runtime.Versioning;
using Standpipe.Platform;
using Standpipe.Platform.Linux;

namespace Standpipe.Win32.Linux;

/// <summary>A process: one that was started here, or somebody else's.</summary>
[SupportedOSPlatform("linux")]
internal sealed class ProcessObject : KernelObject
{
    private readonly Lock _lock = new();
    private readonly ChildHandle? _child;

    // Where the child has handles that are not where their value says. Set before anybody else sees the object.
    private readonly Dictionary<nint, int> _aliases;

    // Under _lock.
    private ProcessExit? _exit;
    private uint? _terminateCode;
    private int _handles;

    private ProcessObject(int id, ChildHandle? child, Dictionary<nint, int> aliases)
    {
        Id = id;
        _child = child;
        _aliases = aliases;
    }

    /// <summary>Its id; -1 if it was gone before it could be learned.</summary>
    internal int Id { get; }

    /// <summary>A child that was started here.</summary>
    /// <param name="child">The child; owned.</param>
    /// <param name="aliases">Which values of handles mean which descriptors in it, where they do not say so themselves.</param>
    internal static ProcessObject Child(ChildHandle child, Dictionary<nint, int> aliases) => new(child.Id, child, aliases);

    /// <summary>Somebody else's process: each of its handles has a pidfd, which is all there is to it.</summary>
    /// <param name="id">Its id.</param>
    internal static ProcessObject Foreign(int id) => new(id, null, []);

    /// <summary>How it ended, or null while it runs.</summary>
    /// <param name="pidfd">A pidfd of it: the handle's that asks.</param>
    internal ProcessExit? GetExit(int pidfd)
    {
        lock (_lock)
        {
            return _exit ??= _child is null ? LinuxChild.TellExit(pidfd, Id) : _child.TryGetExit(out ProcessExit exit) ? exit : null;
        }
    }

    /// <summary>Whether it has ended.</summary>
    internal bool HasEnded(int pidfd) => GetExit(pidfd) is not null;

    /// <summary>The exit code, or null if it has ended and nobody knows how.</summary>
    internal uint? GetExitCode(int pidfd)
    {
        if (GetExit(pidfd) is not { } exit)
        {
            return Kernel32.STILL_ACTIVE;
        }

        lock (_lock)
        {
            return ExitCodes.Of(exit, _terminateCode);
        }
    }

    /// <summary>Kills it.</summary>
    /// <returns>ERROR_ACCESS_DENIED if it had ended, or is not ours to kill.</returns>
    internal WIN32_ERROR Terminate(int pidfd, uint code)
    {
        if (HasEnded(pidfd))
        {
            return WIN32_ERROR.ERROR_ACCESS_DENIED;
        }

        lock (_lock)
        {
            // Before the signal, or somebody who waits might be told the kill's own code. Whoever asked first is believed.
            uint? before = _terminateCode;
            _terminateCode ??= code;
            if (Libc.syscall(Sys.SYS_pidfd_send_signal, pidfd, Sys.SIGKILL, 0, 0, 0) == 0)
            {
                return WIN32_ERROR.ERROR_SUCCESS;
            }

            _terminateCode = before;
            return WIN32_ERROR.ERROR_ACCESS_DENIED;
        }
    }

    /// <summary>The descriptor of one of its handles, as far as this process can know it; -1 for a value that is none.</summary>
    internal int DescriptorOf(HANDLE handle)
    {
        int index = HandleValue.ToIndex(handle);
        return _aliases.TryGetValue(HandleValue.FromIndex(index), out int descriptor) ? descriptor : HandleValue.ToDescriptor(index);
    }

    internal override void HandleAdded()
    {
        lock (_lock)
        {
            _handles++;
        }
    }

    internal override void HandleRemoved()
    {
        lock (_lock)
        {
            _handles--;
        }

        Release();
    }

    /// <summary>Reaps the child if it has ended, and lets go of it when nobody can ask for it any more.</summary>
    internal void Release()
    {
        lock (_lock)
        {
            if (_child is not null && HasEndedLocked() && _handles == 0)
            {
                _child.Dispose();
            }
        }
    }

    /// <summary>Under the lock: learns how the child ended, which also takes it out of the process table.</summary>
    private bool HasEndedLocked()
    {
        if (_exit is null && _child!.TryGetExit(out ProcessExit exit))
        {
            _exit = exit;
        }

        return _exit is not null;
    }
}
