using System.Reflection;
using System.Text.RegularExpressions;

namespace Standpipe.ContractTests.Surface;

/// <summary>Every line of docs/contract.md has tests, and no test cites a line that is not there.</summary>
public sealed partial class ContractListTests
{
    private static readonly Dictionary<string, string> s_lines =
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "contract.md"))
            .Select(line => Row().Match(line))
            .Where(match => match.Success)
            .ToDictionary(match => match.Groups["id"].Value, match => match.Value);

    private static IEnumerable<(string Id, MethodInfo Test)> Citations =>
        from type in typeof(ContractListTests).Assembly.GetTypes()
        from method in type.GetMethods()
        from attribute in method.GetCustomAttributes<ContractAttribute>()
        select (attribute.Id, method);

    [Fact]
    public void Ids_OfTheContractAndOfTheTests_AreTheSame()
    {
        SortedSet<string> cited = [.. Citations.Select(citation => citation.Id)];

        Assert.Equal(s_lines.Keys.Order(StringComparer.Ordinal), cited.Order(StringComparer.Ordinal));

        // For whoever runs the suite: CI prints it.
        File.WriteAllText(
            Path.Combine(AppContext.BaseDirectory, "contract-coverage.txt"),
            $"contract: {cited.Count} of {s_lines.Count} ids covered, by {Citations.Select(citation => citation.Test).Distinct().Count()} tests\n");
    }

    [Fact]
    public void Citations_AreOnTestsOnly() =>
        Assert.All(Citations, citation => Assert.NotEmpty(citation.Test.GetCustomAttributes<FactAttribute>()));

    [Fact]
    public void Deviations_AreStatedInTheContract()
    {
        foreach (Deviation deviation in Known.Deviations)
        {
            string line = s_lines[deviation.Id];
            string mark = deviation.Where switch
            {
                TestSystem.Wine => "Wine:",
                TestSystem.Windows => "Windows",
                _ => string.Empty,
            };
            Assert.True(
                deviation.Where == TestSystem.Linux ? deviation.Id.StartsWith("L-", StringComparison.Ordinal) : line.Contains(mark, StringComparison.Ordinal),
                $"{deviation.Id}: the contract does not say that {deviation.Where} differs");
        }
    }

    [Fact]
    public void RemarksOnWine_AreStatedAsDeviations() => Assert.Equal(
        s_lines.Where(line => line.Value.Contains("Wine:", StringComparison.Ordinal)).Select(line => line.Key).Order(StringComparer.Ordinal),
        Known.Deviations.Where(deviation => deviation.Where == TestSystem.Wine).Select(deviation => deviation.Id).Order(StringComparer.Ordinal));

    [GeneratedRegex(@"^\| (?<id>(AP|D|L)-[a-z0-9-]+) \|.*")]
    private static partial Regex Row();
}
