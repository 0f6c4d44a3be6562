using System.Text.Json;
using Standpipe.Cli.Inspecting.Records;
using Standpipe.Inspection;

namespace Standpipe.Cli.Inspecting;

/// <summary>What was seen, as records.</summary>
internal static class MapRecords
{
    /// <summary>What was chosen of a map.</summary>
    internal static MapRecord Record(MapSelection selection) => new()
    {
        Time = DateTimeOffset.Now,
        Stuck = selection.IsStuck,
        Diagnoses =
        [
            .. selection.Diagnoses.Select(diagnosis => new DiagnosisRecord(
                Name(diagnosis.Kind),
                Name(diagnosis.Severity),
                Ids(diagnosis.Culprits),
                Ids(diagnosis.Waiting),
                [.. diagnosis.Pipes.Select(pipe => pipe.Inode)],
                diagnosis.Reason,
                diagnosis.Cure)),
        ],
        Pipes =
        [
            .. selection.Pipes.Select(pipe => new PipeRecord(
                pipe.Inode, pipe.Capacity, pipe.BytesAvailable, pipe.IsFull, pipe.HasReader,
                [.. pipe.Ends.Select(end => new EndRecord(end.Process.Id, end.Descriptor, Access(end.Access), end.IsWaiting))])),
        ],
        Processes =
        [
            .. selection.Pipes.SelectMany(pipe => pipe.Ends).Select(end => end.Process).Distinct().OrderBy(process => process.Id)
                .Select(process => Record(selection.Map, process)),
        ],
        Gaps = new GapsRecord(
            selection.Map.Gaps.HiddenProcesses, selection.Map.Gaps.HiddenWaits, selection.Map.Gaps.UnmeasuredPipes, selection.Map.Gaps.VanishedProcesses),
    };

    /// <summary>Why a process waits.</summary>
    internal static WhyRecord Record(int processId, WaitChain chain) => new(
        WhyRecord.SchemaName,
        processId,
        Name(chain.End),
        chain.Summary,
        [
            .. chain.Links.Select(link => new WhyLinkRecord(
                link.Process.Id,
                link.Process.Name,
                link.Thread?.Id,
                link.Thread is { } thread ? Name(thread.Activity) : null,
                link.Pipe?.Inode,
                Ids(link.Others),
                link.Sentence)),
        ]);

    private static ProcessRecord Record(PipeMap map, MappedProcess process) => new(
        process.Id,
        process.Name,
        process.CommandLine,
        process.ParentId,
        process.UserName,
        process.UserId,
        process.BytesWritten,
        map.Explain(process.Id).Links[0].Sentence,
        [
            .. process.Threads.Select(thread => new ThreadRecord(
                thread.Id, Name(thread.Activity), thread.Input, thread.InputPipe?.Inode, thread.Output, thread.OutputPipe?.Inode, thread.IsSteady)),
        ]);

    private static int[] Ids(IEnumerable<MappedProcess> processes) => [.. processes.Select(process => process.Id)];

    private static string Access(PipeAccess access) => access switch
    {
        PipeAccess.Read => "read",
        PipeAccess.Write => "write",
        _ => "read_write",
    };

    private static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
