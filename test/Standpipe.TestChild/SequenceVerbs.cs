using System.Globalization;
using System.Text;
using Standpipe.Win32;
using static Standpipe.Win32.Kernel32;

namespace Standpipe.TestChild;

/// <summary>Verbs that run random sequences of Win32 calls and write what came of them, for comparison between systems.</summary>
internal static class SequenceVerbs
{
    /// <summary>sequence FIRST-SEED COUNT STEPS.</summary>
    internal static int Sequence(string[] args)
    {
        HANDLE output = GetStdHandle(STD_OUTPUT_HANDLE);
        int first = Number(args[0]);
        for (int seed = first; seed < first + Number(args[1]); seed++)
        {
            Sequences.Sequence sequence = new(seed, isChild: false);
            string failure = string.Empty;
            try
            {
                sequence.Run(Number(args[2]));
            }
            catch (InvalidOperationException exception)
            {
                failure = $"failed: {exception.Message}\n";
            }

            Write(output, $"== {seed}\n{sequence.Transcript}{failure}");
        }

        return 0;
    }

    /// <summary>sequence-child SEED STEPS INHERITED.</summary>
    internal static int SequenceChild(string[] args)
    {
        HANDLE output = GetStdHandle(STD_OUTPUT_HANDLE);
        Sequences.Sequence sequence = new(Number(args[0]), isChild: true);
        sequence.RunInherited(Number(args[1]), args[2]);
        Write(output, string.Concat(sequence.Transcript.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.StartsWith("left ", StringComparison.Ordinal) ? $"{line}\n" : $"  {line}\n")));
        return 7;
    }

    private static void Write(HANDLE output, string text)
    {
        if (!WriteFile(output, Encoding.ASCII.GetBytes(text), out _))
        {
            throw new IOException($"WriteFile: {GetLastError()}");
        }
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
