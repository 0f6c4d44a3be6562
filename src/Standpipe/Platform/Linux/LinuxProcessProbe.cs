using System.Runtime.Versioning;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Standpipe.Platform.Linux;

/// <summary>Looks at one other process.</summary>
/// <remarks>
/// Everything is opened when the probe is made, and read from those descriptors: they go on telling of the process when it is a zombie,
/// and fail once it is reaped, whoever has its number then.
/// </remarks>
[SupportedOSPlatform("linux")]
internal sealed unsafe class LinuxProcessProbe : IDisposable
{
    private const int MostThreads = 32;
    private const int LooksBetweenListings = 20;
    private const int BufferSize = 1024;
    private const long NanosecondsPerSecond = 1_000_000_000;

    // USER_HZ, which is what /proc counts in on every architecture that is supported here.
    private const long NanosecondsPerTick = NanosecondsPerSecond / 100;

    private SafeFileHandle? _directory;
    private ProcFile? _stat;
    private ProcFile? _io;
    private readonly List<LinuxThreadProbe> _threads = [];
    private readonly List<int> _numbers = [];
    private readonly LinuxInputFile _inputFile = new();
    private readonly byte[] _nameBytes = new byte[64];
    private int _nameLength = -1;
    private int _looks;

    internal LinuxProcessProbe(int id)
    {
        Id = id;
        Open();
    }

    internal int Id { get; }

    /// <summary>Gets whether it has ended.</summary>
    internal bool HasEnded { get; private set; }

    /// <summary>Gets whether nothing is told of it: any more if it has ended, else at the moment.</summary>
    internal bool IsGone { get; private set; }

    /// <summary>Gets what the last look has shown, or the one before if that showed nothing.</summary>
    internal ProcUsage Usage { get; private set; }

    internal ProcIo? Io { get; private set; }

    /// <summary>Gets the processor time of all its threads and of the children it has waited for.</summary>
    /// <value>Nanoseconds.</value>
    internal long CpuTime { get; private set; }

    /// <summary>Gets the program's name.</summary>
    internal string Name { get; private set; } = string.Empty;

    /// <summary>Gets the threads, the first one first.</summary>
    /// <value>Not to be changed; a list, because enumerating one makes no garbage.</value>
    internal List<LinuxThreadProbe> Threads => _threads;

    /// <summary>Gets or sets whether it was seen to have a child, or to wait for one.</summary>
    internal bool HasHadChild { get; set; }

    /// <summary>Looks at the process as a whole.</summary>
    internal void Read()
    {
        if (IsGone && !HasEnded)
        {
            // What this process had no descriptors for it may have by now; and an end that is not looked for is never seen.
            Open();
        }

        if (IsGone)
        {
            return;
        }

        Span<byte> text = stackalloc byte[BufferSize];
        int count = _stat!.Read(text);
        if (count <= 0 || !ProcUsage.TryParse(text[..count], out ProcUsage usage, out ReadOnlySpan<byte> name))
        {
            HasEnded = count >= 0 || ProcFailure.IsGone(-count);
            IsGone = true;
            return;
        }

        if (Usage.Start != 0 && usage.Start != Usage.Start)
        {
            // It was opened again, and the number is another's.
            HasEnded = IsGone = true;
            return;
        }

        Usage = usage;
        SetName(name);

        // A first thread that has left alone is a zombie too.
        HasEnded = usage.State is 'Z' or 'X' or 'x' && usage.Threads <= 1;
        count = _io!.Read(text);
        Io = count > 0 && ProcIo.TryParse(text[..count], out ProcIo io) ? io : count == -Errno.ESRCH ? Io : null;
        CpuTime = Math.Max(CpuTime, ReadClock() + (usage.ChildTicks * NanosecondsPerTick));
        if (HasEnded)
        {
            CloseThreads();
        }
        else
        {
            ListThreads();
        }
    }

    /// <summary>The ids of the children that its threads have started.</summary>
    internal void ReadChildren(List<int> children)
    {
        children.Clear();
        if (_directory is null)
        {
            return;
        }

        using HandleReference reference = new(_directory);
        ProcDirectory directory = ProcDirectory.Borrow(reference.FileDescriptor);
        Span<byte> path = stackalloc byte[ProcPath.MostBytes];
        Span<byte> text = stackalloc byte[BufferSize];
        foreach (LinuxThreadProbe thread in _threads)
        {
            // A child is listed with the thread that has started it. Opened for each look: kept open they would be many.
            int count = directory.Read(ProcPath.Of("task/"u8, thread.Id, "/children"u8, path), text);
            if (count > 0)
            {
                // A list that is cut off ends with half a number.
                ProcFields fields = new(count < BufferSize ? text[..count] : text[..(text.LastIndexOf((byte)' ') + 1)]);
                while (fields.TryNext(out int child))
                {
                    children.Add(child);
                }
            }
        }
    }

    /// <summary>Which file a descriptor leads to.</summary>
    internal FileIdentity Identify(int descriptor)
    {
        if (_directory is null || descriptor < 0)
        {
            return default;
        }

        using HandleReference reference = new(_directory);
        statx_t status;
        fixed (byte* path = ProcPath.Of("fd/"u8, descriptor, default, stackalloc byte[ProcPath.MostBytes]))
        {
            // SAFETY: the path is pinned for the call, and ends with a NUL.
            if (Libc.statx(reference.FileDescriptor, path, 0, Sys.STATX_TYPE | Sys.STATX_INO, &status) != 0)
            {
                return default;
            }
        }

        return new FileIdentity(KindOf(status), status.stx_ino);
    }

    /// <summary>Looks into a pipe.</summary>
    internal bool TryMeasure(int descriptor, FileIdentity file, out PipeLevel level)
    {
        level = default;
        if (_directory is null || file.Kind != DescriptorKind.Pipe)
        {
            return false;
        }

        using HandleReference reference = new(_directory);
        ReadOnlySpan<byte> path = ProcPath.Of("fd/"u8, descriptor, default, stackalloc byte[ProcPath.MostBytes]);
        return PipeProbe.Measure(ProcDirectory.Borrow(reference.FileDescriptor), path, file.Inode, out level) == 0;
    }

    /// <summary>Copies what is in a pipe.</summary>
    internal byte[]? Peek(int descriptor, FileIdentity file, int count)
    {
        if (_directory is null || file.Kind != DescriptorKind.Pipe)
        {
            return null;
        }

        using HandleReference reference = new(_directory);
        return LinuxPipePeek.Read(ProcDirectory.Borrow(reference.FileDescriptor), descriptor, file.Inode, count);
    }

    /// <summary>The regular file that it reads: its standard input, or the first other that is open for reading alone.</summary>
    internal string? FindInputFile(out long position, out long length)
    {
        (position, length) = (0, 0);
        if (_directory is null)
        {
            return null;
        }

        using HandleReference reference = new(_directory);
        return _inputFile.Find(ProcDirectory.Borrow(reference.FileDescriptor), _numbers, out position, out length);
    }

    public void Dispose()
    {
        CloseThreads();
        CloseFiles();
    }

    /// <summary>Opens what is read at each look.</summary>
    private void Open()
    {
        CloseFiles();
        using ProcDirectory directory = ProcDirectory.Open(Id);
        HasEnded = ProcFailure.IsGone(directory.Error);
        int copy = directory.Error == 0 ? Libc.fcntl(directory.FileDescriptor, Sys.F_DUPFD_CLOEXEC, LinuxHandle.FirstOrdinary) : -1;
        IsGone = copy < 0;
        if (!IsGone)
        {
            _directory = LinuxHandle.Own(copy);
            _stat = new ProcFile(directory, "stat\0"u8);
            _io = new ProcFile(directory, "io\0"u8);
        }
    }

    private static DescriptorKind KindOf(in statx_t status) => (status.stx_mode & Sys.S_IFMT) switch
    {
        Sys.S_IFIFO => DescriptorKind.Pipe,
        Sys.S_IFSOCK => DescriptorKind.Socket,
        Sys.S_IFREG => DescriptorKind.File,

        // The terminals' major numbers: consoles and serial lines, /dev/tty and its like, pseudo terminals (devices.txt).
        Sys.S_IFCHR when status.stx_rdev_major is 4 or 5 or (>= 136 and <= 143) => DescriptorKind.Terminal,
        _ => DescriptorKind.Other,
    };

    /// <summary>The process's own clock: exact, and of all its threads, where /proc counts in hundredths of a second.</summary>
    private long ReadClock()
    {
        // <linux/posix-timers.h>: the complement of the id, and the scheduler's count. It needs no permission.
        const int SchedulerClock = 2;
        timespec time;
        return Libc.clock_gettime((~Id << 3) | SchedulerClock, &time) == 0
            ? (time.tv_sec * NanosecondsPerSecond) + time.tv_nsec
            : Usage.Ticks * NanosecondsPerTick;
    }

    private void SetName(ReadOnlySpan<byte> name)
    {
        if (!name.SequenceEqual(_nameBytes.AsSpan(0, Math.Max(_nameLength, 0))) || _nameLength < 0)
        {
            _nameLength = Math.Min(name.Length, _nameBytes.Length);
            name[.._nameLength].CopyTo(_nameBytes);
            Name = Encoding.UTF8.GetString(name[.._nameLength]);
        }
    }

    private void ListThreads()
    {
        bool isSame = _threads.Count == Math.Min(Usage.Threads, MostThreads) && !_threads.Exists(static thread => thread.IsGone);
        if (isSame && (Usage.Threads == 1 || ++_looks % LooksBetweenListings != 0))
        {
            return;
        }

        using HandleReference reference = new(_directory!);
        ProcDirectory directory = ProcDirectory.Borrow(reference.FileDescriptor);
        _ = directory.List("task\0"u8, _numbers);
        for (int i = _threads.Count - 1; i >= 0; i--)
        {
            if (_threads[i].IsGone || !_numbers.Remove(_threads[i].Id))
            {
                _threads[i].Dispose();
                _threads.RemoveAt(i);
            }
        }

        foreach (int id in _numbers)
        {
            if (_threads.Count < MostThreads)
            {
                _threads.Add(new LinuxThreadProbe(directory, id, isFirst: id == Id));
            }
        }
    }

    private void CloseThreads()
    {
        _threads.ForEach(static thread => thread.Dispose());
        _threads.Clear();
    }

    private void CloseFiles()
    {
        _stat?.Dispose();
        _io?.Dispose();
        _directory?.Dispose();
        (_directory, _stat, _io) = (null, null, null);
    }
}
