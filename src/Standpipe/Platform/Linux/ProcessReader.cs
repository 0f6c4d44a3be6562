using System.Runtime.Versioning;
using System.Text;
using System.Text.Unicode;

namespace Standpipe.Platform.Linux;

/// <summary>Reads what /proc says of one process after the other, with buffers that it keeps.</summary>
[SupportedOSPlatform("linux")]
internal sealed class ProcessReader
{
    private const int FileSize = 4096;
    private const int PathLength = 32;

    private readonly byte[] _buffer = new byte[FileSize];
    private readonly List<int> _numbers = [];
    private readonly LinuxUsers _users = new();
    private readonly ThreadReader _threads = new();

    /// <summary>Reads a process, as far as this user may.</summary>
    /// <param name="id">The process.</param>
    /// <param name="reading">What it was like; null for a thread of the kernel, which holds no pipes.</param>
    /// <returns>0, or an error number for one that has ended.</returns>
    internal int Read(int id, out ProcessReading? reading)
    {
        reading = null;
        using ProcDirectory directory = ProcDirectory.Open(id);
        int length = directory.Error != 0 ? -directory.Error : directory.Read("stat\0"u8, _buffer);
        if (length < 0)
        {
            return -length;
        }

        if (!ProcStat.TryParse(_buffer.AsSpan(0, length), out ProcStat stat))
        {
            return Errno.ESRCH;
        }

        if (stat.IsKernelThread)
        {
            return 0;
        }

        int error = directory.Owner(out uint user);
        if (error != 0)
        {
            return error;
        }

        List<EndFacts> ends = [];
        bool isSeen = ReadEnds(directory, ends);
        ProcessFacts facts = new()
        {
            Id = id,
            Name = stat.Name,
            ParentId = stat.Parent,
            GroupId = stat.Group,
            SessionId = stat.Session,
            UserId = user,
            UserName = _users.NameOf(user),
            CommandLine = ReadCommandLine(directory),
            BytesWritten = ends.Exists(end => end.CanWrite) ? ReadBytesWritten(directory) : null,
            Ends = ends,
            AreDescriptorsSeen = isSeen,
        };
        reading = new ProcessReading(facts, _threads.Read(directory, stat));
        return 0;
    }

    /// <summary>Looks at a process's blocked threads for the second time.</summary>
    /// <returns>All that is to be told of the process.</returns>
    internal ProcessFacts Confirm(ProcessReading reading)
    {
        if (!reading.Threads.Exists(thread => thread.IsBlocked))
        {
            return reading.Facts with { Threads = [.. reading.Threads.Select(thread => thread.Facts)] };
        }

        using ProcDirectory directory = ProcDirectory.Open(reading.Facts.Id);
        List<ThreadFacts> threads = new(reading.Threads.Count);
        foreach (ThreadReading thread in reading.Threads)
        {
            bool isSteady = directory.Error == 0 && thread.IsBlocked && _threads.IsUnchanged(directory, thread);
            threads.Add(thread.Facts with { IsSteady = isSteady });
        }

        return reading.Facts with { Threads = threads };
    }

    /// <summary>Lists the descriptors that are ends of pipes.</summary>
    /// <returns>Whether they may be seen.</returns>
    private bool ReadEnds(in ProcDirectory directory, List<EndFacts> ends)
    {
        bool isSeen = !IsRefused(directory.List("fd\0"u8, _numbers));
        Span<byte> path = stackalloc byte[PathLength];
        foreach (int descriptor in _numbers)
        {
            _ = Utf8.TryWrite(path, $"fd/{descriptor}\0", out _);
            int length = directory.ReadLink(path, _buffer);

            // A process that gives up its rights, by setuid, can still be listed by who opened the directory before.
            isSeen &= !IsRefused(length);
            if (length > 0 && ProcLink.Parse(_buffer.AsSpan(0, length)) is { Kind: DescriptorKind.Pipe } link
                && directory.AccessMode(path) is >= 0 and int access)
            {
                ends.Add(new EndFacts(descriptor, link.Inode, access != Sys.O_WRONLY, access != Sys.O_RDONLY));
            }
        }

        return isSeen;
    }

    private static bool IsRefused(int result) => result is -Errno.EACCES or -Errno.EPERM;

    private string[] ReadCommandLine(in ProcDirectory directory)
    {
        int length = directory.Read("cmdline\0"u8, _buffer);
        return length <= 0 ? [] : Encoding.UTF8.GetString(_buffer.AsSpan(0, length).TrimEnd((byte)0)).Split('\0');
    }

    private long? ReadBytesWritten(in ProcDirectory directory)
    {
        int length = directory.Read("io\0"u8, _buffer);
        return length > 0 && ProcIo.TryParse(_buffer.AsSpan(0, length), out ProcIo io) ? io.BytesWritten : null;
    }
}
