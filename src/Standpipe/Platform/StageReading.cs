namespace Standpipe.Platform;

/// <summary>What looks at a process and at those it started have shown. Reused from look to look; null: the system does not tell.</summary>
internal sealed class StageReading
{
    /// <summary>Whether the process itself has ended. The figures then are the last that could be had.</summary>
    internal bool HasEnded { get; set; }

    /// <summary>The threads of all processes, as they were at the last look.</summary>
    internal List<TaskReading> Tasks { get; } = [];

    /// <summary>Processor time, in nanoseconds.</summary>
    internal long? CpuTime { get; set; }

    /// <summary>Time spent ready and waiting for a processor, in nanoseconds, by the threads that are left.</summary>
    internal long? CpuWaitTime { get; set; }

    /// <summary>Bytes read by system calls.</summary>
    internal long? BytesRead { get; set; }

    /// <summary>Bytes written by system calls.</summary>
    internal long? BytesWritten { get; set; }

    /// <summary>System calls that read.</summary>
    internal long? ReadCalls { get; set; }

    /// <summary>System calls that wrote.</summary>
    internal long? WriteCalls { get; set; }

    /// <summary>Resident memory, in bytes.</summary>
    internal long? Memory { get; set; }

    /// <summary>Threads of all processes.</summary>
    internal int? Threads { get; set; }

    /// <summary>The processes.</summary>
    internal int? Processes { get; set; }

    /// <summary>The name of the program at work.</summary>
    internal string? Program { get; set; }
}
