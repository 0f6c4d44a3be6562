using System.Collections;
using System.Globalization;

namespace Standpipe.TestChild;

/// <summary>Verbs that tell of the child's own state.</summary>
internal static class StateVerbs
{
    private const int CloseOnExec = 0x80000;   // O_CLOEXEC as fdinfo shows it

    /// <summary>exit CODE.</summary>
    internal static int Exit(string[] args) => int.Parse(args[0], CultureInfo.InvariantCulture);

    /// <summary>args ...: each argument on a line, after argv[0].</summary>
    internal static int Args(string[] args)
    {
        Console.Write(string.Join('\n', [Native.Argument0(), .. args]));
        return 0;
    }

    /// <summary>env [NAME]: the variable, or every one on a line, sorted.</summary>
    internal static int Environment(string[] args)
    {
        if (args.Length > 0)
        {
            Console.Write(System.Environment.GetEnvironmentVariable(args[0]) ?? "(unset)");
            return 0;
        }

        IEnumerable<string> lines = System.Environment.GetEnvironmentVariables()
            .Cast<DictionaryEntry>().Select(entry => $"{entry.Key}={entry.Value}").Order(StringComparer.Ordinal);
        Console.Write(string.Join('\n', lines));
        return 0;
    }

    /// <summary>cwd: the working directory.</summary>
    internal static int WorkingDirectory(string[] args)
    {
        Console.Write(System.Environment.CurrentDirectory);
        return 0;
    }

    /// <summary>
    /// fds: what it inherited, as "number link" lines. The runtime's own descriptors are close-on-exec; what came through
    /// the exec cannot be.
    /// </summary>
    internal static int Descriptors(string[] args)
    {
        List<string> lines = [];
        foreach (int fd in Directory.EnumerateFileSystemEntries("/proc/self/fd")
            .Select(path => int.Parse(Path.GetFileName(path), CultureInfo.InvariantCulture)).Order())
        {
            if ((Flags(fd) & CloseOnExec) == 0)
            {
                lines.Add($"{fd} {new FileInfo($"/proc/self/fd/{fd}").LinkTarget}");
            }
        }

        Console.Write(string.Join('\n', lines));
        return 0;

        static int Flags(int fd)
        {
            try
            {
                string[] info = File.ReadAllLines($"/proc/self/fdinfo/{fd}");
                return Convert.ToInt32(info.First(line => line.StartsWith("flags:", StringComparison.Ordinal))[6..].Trim(), 8);
            }
            catch (IOException)
            {
                // Closed since it was listed: the listing's own, or a file of the runtime's.
                return CloseOnExec;
            }
        }
    }

    /// <summary>signals: the masks of blocked and ignored signals, hexadecimal, as the kernel shows them.</summary>
    internal static int Signals(string[] args)
    {
        foreach (string line in File.ReadLines("/proc/self/status").Where(line =>
            line.StartsWith("SigBlk", StringComparison.Ordinal) || line.StartsWith("SigIgn", StringComparison.Ordinal)))
        {
            Console.WriteLine(line.Replace("\t", string.Empty, StringComparison.Ordinal));
        }

        return 0;
    }

    /// <summary>group: "pid group session".</summary>
    internal static int Group(string[] args)
    {
        string stat = File.ReadAllText("/proc/self/stat");
        string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        Console.Write($"{System.Environment.ProcessId} {fields[2]} {fields[3]}");
        return 0;
    }

    /// <summary>burn MILLISECONDS: uses so much processor time.</summary>
    internal static int Burn(string[] args)
    {
        TimeSpan goal = TimeSpan.FromMilliseconds(int.Parse(args[0], CultureInfo.InvariantCulture));
        while (System.Environment.CpuUsage.UserTime < goal)
        {
            Thread.SpinWait(100_000);
        }

        return 0;
    }

    /// <summary>fill-memory MEBIBYTES: touches so much memory.</summary>
    internal static int FillMemory(string[] args)
    {
        byte[] block = GC.AllocateUninitializedArray<byte>(int.Parse(args[0], CultureInfo.InvariantCulture) << 20);
        block.AsSpan().Fill(1);
        return block[^1] - 1;
    }
}
