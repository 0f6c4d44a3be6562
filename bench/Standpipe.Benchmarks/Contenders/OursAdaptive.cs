using System.Reflection;

namespace Standpipe.Benchmarks.Contenders;

/// <summary>Reads that look again for a while before they sleep: PipeReadEnd.WaitStrategy.</summary>
internal static class OursAdaptive
{
    // The switch: by reflection, so that the program builds with a library that has no such member yet. Set once, outside what is measured.
    private static readonly PropertyInfo? s_member = typeof(PipeReadEnd).GetProperty("WaitStrategy");

    /// <summary>Gets whether the library has it. Otherwise the row shows reads that sleep.</summary>
    internal static bool IsHere => s_member is not null;

    /// <summary>Gets the row's name.</summary>
    internal static string Label => IsHere ? "ours, adaptive" : "ours, adaptive (a stand-in)";

    /// <summary>Switches an end.</summary>
    internal static void Configure(PipeReadEnd end) => s_member?.SetValue(end, Enum.Parse(s_member.PropertyType, "AdaptiveSpin"));
}
