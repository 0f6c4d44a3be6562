using System.Reflection;

namespace Standpipe.Benchmarks.Contenders;

/// <summary>Bytes that go from pipe to pipe inside the kernel: PipeReadEnd.SpliceTo.</summary>
internal static class OursSplice
{
    // The switch: by reflection, so that the program builds with a library that has no such member yet. Called once for all the bytes.
    private static readonly MethodInfo? s_member = typeof(PipeReadEnd).GetMethod("SpliceTo", [typeof(PipeWriteEnd), typeof(long)]);

    /// <summary>Gets whether the library has it. Otherwise the row shows reads and writes.</summary>
    internal static bool IsHere => s_member is not null;

    /// <summary>Gets the row's name.</summary>
    internal static string Label => IsHere ? "ours, splice" : "ours, splice (a stand-in)";

    /// <summary>Moves everything until end of file.</summary>
    /// <returns>Bytes moved.</returns>
    internal static long Move(PipeReadEnd source, PipeWriteEnd destination, byte[] buffer) =>
        s_member is null ? OursLoop.Move(source, destination, buffer) : (long)s_member.Invoke(source, [destination, long.MaxValue])!;
}
