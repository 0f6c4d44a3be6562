using System.Globalization;

namespace Standpipe.ContractTests.Surface;

/// <summary>Random sequences of calls: eng/differential.sh compares the systems, this a system with itself.</summary>
public sealed class SequenceTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public void Sequence_OfOneSeed_IsTheSameTwice(int seed)
    {
        string first = Run(seed);
        string second = Run(seed);

        Assert.Equal(first, second);
        Assert.Contains($"== {seed}\n", first, StringComparison.Ordinal);
        Assert.Contains("child of", first, StringComparison.Ordinal);
        Assert.DoesNotContain("failed:", first, StringComparison.Ordinal);
    }

    private static string Run(int seed)
    {
        using TestPipe output = TestPipe.WithInheritable(pipe => pipe.Write);
        string line = string.Create(CultureInfo.InvariantCulture, $"\"{Child.Program}\" sequence {seed} 12 60");
        Assert.Equal(ERROR_SUCCESS, Child.Create(
            Child.Program, line, new ChildOptions { Standard = (default, output.Write, output.Write), List = [output.Write] }, out PROCESS_INFORMATION process));
        output.CloseWrite();
        string transcript = Try.ReadToEnd(output.Read).Text;
        Try.WaitFor(process.hProcess);
        Assert.Equal((ERROR_SUCCESS, 0u), Try.ExitCode(process.hProcess));
        _ = Try.Close(process.hProcess);
        _ = Try.Close(process.hThread);
        return transcript;
    }
}
