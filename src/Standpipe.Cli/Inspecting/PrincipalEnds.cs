using Standpipe.Inspection;

namespace Standpipe.Cli.Inspecting;

/// <summary>Who uses an end by all appearance, among those who only have a copy of it.</summary>
internal static class PrincipalEnds
{
    private const int LastStandard = 2;

    /// <summary>Whether its process has it as a standard stream, or waits at it.</summary>
    internal static bool IsPrincipal(PipeHolder end, PipeAccess access) => end.Access.HasFlag(access)
        && ((access == PipeAccess.Read ? end.Descriptor == 0 : end.Descriptor is > 0 and <= LastStandard) || IsBlocked(end, access));

    /// <summary>Whether a thread of its process waits at it.</summary>
    internal static bool IsBlocked(PipeHolder end, PipeAccess access) =>
        end.Process.Threads.Any(thread => (access == PipeAccess.Read ? thread.InputPipe : thread.OutputPipe) == end.Pipe);
}
