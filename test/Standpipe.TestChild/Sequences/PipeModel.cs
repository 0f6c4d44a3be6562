using System.Globalization;

namespace Standpipe.TestChild.Sequences;

/// <summary>What a sequence knows of one of its pipes, so that it never does what would block.</summary>
internal sealed class PipeModel
{
    /// <summary>The bytes that any pipe here holds on either system, whatever size was asked for, and room to spare.</summary>
    internal const int SafeFill = 3000;

    internal required int Id { get; init; }

    /// <summary>The bytes in it.</summary>
    internal int Fill { get; set; }

    /// <summary>Handles of the read end, in this process and, for a child, its parent.</summary>
    internal int Readers { get; set; }

    /// <summary>Handles of the write end.</summary>
    internal int Writers { get; set; }

    /// <summary>Whether reads wait.</summary>
    internal bool ReadsNow { get; set; }

    /// <summary>Whether writes wait.</summary>
    internal bool WritesNow { get; set; }

    /// <summary>The next byte to be written: each is one more than the last.</summary>
    internal byte Next { get; set; }

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    internal static PipeModel Parse(string text)
    {
        int[] numbers = [.. text.Split('/').Select(number => int.Parse(number, CultureInfo.InvariantCulture))];
        return new PipeModel
        {
            Id = numbers[0],
            Fill = numbers[1],
            Readers = numbers[2],
            Writers = numbers[3],
            ReadsNow = numbers[4] != 0,
            WritesNow = numbers[5] != 0,
            Next = (byte)numbers[6],
        };
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Id}/{Fill}/{Readers}/{Writers}/{(ReadsNow ? 1 : 0)}/{(WritesNow ? 1 : 0)}/{Next}");
}
