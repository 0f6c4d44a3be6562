using System.Globalization;

namespace Standpipe.Cli.Tests.Differential;

/// <summary>Where chance begins: given by STANDPIPE_SEED, or new in every run; every failure names it.</summary>
internal static class Seed
{
    internal static int Value { get; } = Read("STANDPIPE_SEED", Random.Shared.Next());

    /// <summary>A generator for one case; cases do not depend on each other.</summary>
    internal static Random For(int number) => new(unchecked((Value * 31) + number));

    /// <summary>A number from the environment.</summary>
    internal static int Read(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
