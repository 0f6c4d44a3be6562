namespace Standpipe.Tests;

/// <summary>Classes that count what the whole process holds: they run alone.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public static class LeakCheckDefinition
{
    public const string Name = "Leaks";
}
