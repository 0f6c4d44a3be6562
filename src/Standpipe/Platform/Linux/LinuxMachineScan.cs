using System.Runtime.Versioning;
using System.Text.Unicode;

namespace Standpipe.Platform.Linux;

/// <summary>A look at all processes under /proc, and into their pipes.</summary>
/// <remarks>
/// In two passes, with the pipes measured between them. A thread that is in the same call at both and had no turn on a processor meanwhile was
/// blocked all the while; since all those whiles contain the moment between the passes, what is found of such threads was so at one
/// moment, though the reading took a thousand times as long as a pipe takes to fill.
/// </remarks>
[SupportedOSPlatform("linux")]
internal static class LinuxMachineScan
{
    private const int PathLength = 32;

    /// <inheritdoc cref="MachineScan.Take"/>
    internal static MachineFacts Take(bool measure)
    {
        List<int> ids = Ids();
        List<ProcessReading> readings = new(ids.Count);
        ProcessReader reader = new();
        int vanished = 0;
        foreach (int id in ids)
        {
            switch (reader.Read(id, out ProcessReading? reading))
            {
                case 0 when reading != null:
                    readings.Add(reading);
                    break;
                case 0:
                    break;
                default:
                    vanished++;
                    break;
            }
        }

        Dictionary<ulong, PipeLevel> levels = measure ? Measure(readings) : [];
        return new MachineFacts([.. readings.Select(reader.Confirm)], levels, vanished);
    }

    private static List<int> Ids()
    {
        using ProcDirectory root = ProcDirectory.OpenRoot();
        List<int> ids = [];
        int error = root.Error != 0 ? root.Error : -root.List(".\0"u8, ids);
        if (error != 0)
        {
            throw Errno.Failure("open", "/proc", error);
        }

        ids.Sort();
        return ids;
    }

    /// <summary>Looks once into each pipe, by whichever of its ends may be opened.</summary>
    private static Dictionary<ulong, PipeLevel> Measure(List<ProcessReading> readings)
    {
        Dictionary<ulong, PipeLevel> levels = [];
        Span<byte> path = stackalloc byte[PathLength];
        foreach (ProcessFacts process in readings.Select(reading => reading.Facts))
        {
            if (process.Ends.All(end => levels.ContainsKey(end.Inode)))
            {
                continue;
            }

            using ProcDirectory directory = ProcDirectory.Open(process.Id);
            if (directory.Error != 0)
            {
                continue;
            }

            foreach (EndFacts end in process.Ends)
            {
                _ = Utf8.TryWrite(path, $"fd/{end.Descriptor}\0", out _);
                if (!levels.ContainsKey(end.Inode) && PipeProbe.Measure(directory, path, end.Inode, out PipeLevel level) == 0)
                {
                    levels.Add(end.Inode, level);
                }
            }
        }

        return levels;
    }
}
