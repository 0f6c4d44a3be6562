using System.Reflection;

namespace Standpipe.Benchmarks.Contenders;

/// <summary>Continuations that run where readiness is seen: PipeEnd.AllowSynchronousContinuations.</summary>
internal static class OursInline
{
    // The switch: by reflection, so that the program builds with a library that has no such member yet. Set once, outside what is measured.
    private static readonly PropertyInfo? s_member = typeof(PipeEnd).GetProperty("AllowSynchronousContinuations");

    /// <summary>Gets whether the library has it. Otherwise the row shows continuations on the pool.</summary>
    internal static bool IsHere => s_member is not null;

    /// <summary>Gets the row's name.</summary>
    internal static string Label => IsHere ? "ours, async inline" : "ours, async inline (a stand-in)";

    /// <summary>Switches an end.</summary>
    internal static void Configure(PipeEnd end) => s_member?.SetValue(end, true);
}
