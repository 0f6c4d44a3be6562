namespace Standpipe.Platform.Linux;

/// <summary>What /proc/PID/fdinfo/N says of a descriptor (proc_pid_fdinfo(5)).</summary>
/// <param name="Position">Where the next read or write of a file begins; always 0 for a pipe.</param>
/// <param name="Flags">The flags of open(2), with O_CLOEXEC for the descriptor's own.</param>
internal readonly record struct ProcFdInfo(long Position, int Flags)
{
    private const int Octal = 8;

    /// <summary>Reads the file's text.</summary>
    /// <returns>Whether it is such a text.</returns>
    internal static bool TryParse(ReadOnlySpan<byte> text, out ProcFdInfo info)
    {
        long position = -1;
        long flags = -1;
        foreach (Range range in text.Split((byte)'\n'))
        {
            ReadOnlySpan<byte> line = text[range];
            if (line.StartsWith("pos:"u8) && new ProcFields(line[4..]).TryNext(out long value))
            {
                position = value;
            }
            else if (line.StartsWith("flags:"u8))
            {
                flags = ParseOctal(new ProcFields(line[6..]).Next());
            }
        }

        bool isWhole = position >= 0 && flags is >= 0 and <= int.MaxValue;
        info = isWhole ? new ProcFdInfo(position, (int)flags) : default;
        return isWhole;
    }

    private static long ParseOctal(ReadOnlySpan<byte> digits)
    {
        const int MostDigits = 20;
        long value = digits.Length is 0 or > MostDigits ? -1 : 0;
        foreach (byte digit in digits)
        {
            if (value < 0 || digit is < (byte)'0' or > (byte)'7')
            {
                return -1;
            }

            value = (value * Octal) + (digit - '0');
        }

        return value;
    }
}
