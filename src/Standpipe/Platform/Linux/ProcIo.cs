namespace Standpipe.Platform.Linux;

/// <summary>What /proc/PID/io says of a process and of its children that were waited for (proc_pid_io(5)).</summary>
/// <param name="BytesRead">By read(2) and its like, from whatever; what is spliced is not counted.</param>
/// <param name="BytesWritten">By write(2) and its like.</param>
/// <param name="ReadCalls">The system calls that read; one that moved nothing counts too.</param>
/// <param name="WriteCalls">The system calls that wrote.</param>
internal readonly record struct ProcIo(long BytesRead, long BytesWritten, long ReadCalls, long WriteCalls)
{
    /// <summary>Reads the file's text.</summary>
    /// <returns>Whether it is such a text.</returns>
    internal static bool TryParse(ReadOnlySpan<byte> text, out ProcIo io)
    {
        ProcFields fields = new(text);
        bool isWhole = fields.Next().SequenceEqual("rchar:"u8) & fields.TryNext(out long read)
            & fields.Next().SequenceEqual("wchar:"u8) & fields.TryNext(out long written)
            & fields.Next().SequenceEqual("syscr:"u8) & fields.TryNext(out long readCalls)
            & fields.Next().SequenceEqual("syscw:"u8) & fields.TryNext(out long writeCalls);
        io = isWhole ? new ProcIo(read, written, readCalls, writeCalls) : default;
        return isWhole;
    }

    /// <summary>Adds what another process did.</summary>
    internal ProcIo Plus(in ProcIo other) => new(
        BytesRead + other.BytesRead, BytesWritten + other.BytesWritten, ReadCalls + other.ReadCalls, WriteCalls + other.WriteCalls);
}
