using System.Globalization;
using Standpipe.Inspection;

namespace Standpipe.TestChild;

/// <summary>Verbs that are looked at from outside, or look.</summary>
internal static class InspectionVerbs
{
    /// <summary>read-each FD...: a thread for each read end, that stays in a read of it; ends when all have come to their end.</summary>
    internal static int ReadEach(string[] args)
    {
        Thread[] threads =
        [
            .. args.Select(argument => new Thread(() =>
            {
                using PipeReadEnd end = PipeReadEnd.FromFileDescriptor(int.Parse(argument, CultureInfo.InvariantCulture));
                while (end.Read(new byte[1]) > 0)
                {
                    // Nothing is made of it.
                }
            })),
        ];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        return 0;
    }

    /// <summary>
    /// inspect-as UID PID INODE: as that user, looks at the machine; prints whether it sees the process's descriptors, whether it counts hidden
    /// processes, whether it sees the pipe, and why the process waits.
    /// </summary>
    internal static int InspectAs(string[] args)
    {
        if (Native.setuid(uint.Parse(args[0], CultureInfo.InvariantCulture)) != 0)
        {
            return 1;
        }

        int pid = int.Parse(args[1], CultureInfo.InvariantCulture);
        PipeMap map = PipeMap.Capture();
        Console.WriteLine(map.FindProcess(pid)?.AreDescriptorsVisible);
        Console.WriteLine(map.Gaps.HiddenProcesses > 0);
        Console.WriteLine(map.FindPipe(ulong.Parse(args[2], CultureInfo.InvariantCulture)) != null);
        Console.WriteLine(map.Explain(pid).Summary);
        return 0;
    }
}
