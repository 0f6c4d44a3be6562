using System.Text;
using Standpipe.Cli.Platform;
using Standpipe.Inspection;

namespace Standpipe.Cli.Inspecting;

/// <summary>Looks at the machine, and shows what was asked for.</summary>
internal static class Inspector
{
    private const int StandardOutput = 1;
    private const int BrokenPipe = 13;   // SIGPIPE

    /// <summary>Answers a request.</summary>
    /// <returns>The exit code.</returns>
    internal static async Task<int> RunAsync(InspectRequest request)
    {
        if (!PipeMap.IsSupported)
        {
            Complaint.Write("inspect works on Linux only: Windows does not tell who holds the other end of a pipe");
            return ExitCodes.Failed;
        }

        try
        {
            if (request.Watch)
            {
                using InspectWatch watch = new(request);
                return await watch.RunAsync().ConfigureAwait(false);
            }

            PipeMap map = PipeMap.Capture();
            (string text, int code) = Answer(map, request);
            if (text.Length == 0)
            {
                Complaint.WriteHint(request.ProcessId is { } id ? $"No pipe leads to process {id}, nor from it." : "No pipe leads from one process to another.");
            }
            else
            {
                Write(text);
            }

            foreach (string gap in SayGaps(map.Gaps))
            {
                Complaint.WriteHint(gap);
            }

            return code;
        }
        catch (PipeBrokenException)
        {
            // As any other tool ends when its reader has had enough: quietly, by the signal.
            ExitStatus.FromSignal(BrokenPipe).ExitCurrentProcess();
            return ExitCodes.Failed;
        }
        catch (Exception exception) when (exception is InspectFailedException or IOException or UnauthorizedAccessException)
        {
            Complaint.Write(exception.Message);
            return ExitCodes.Failed;
        }
    }

    /// <summary>Makes the answer.</summary>
    /// <returns>What to write, and the exit code.</returns>
    /// <exception cref="InspectFailedException">What the request names is not there.</exception>
    internal static (string Text, int Code) Answer(PipeMap map, InspectRequest request)
    {
        if (request.Why is { } id)
        {
            return AnswerWhy(map, id, request.Format);
        }

        MapSelection selection = MapSelection.Of(map, request);
        string text = request.Format switch
        {
            InspectFormat.Json => InspectJson.Write(selection),
            InspectFormat.Dot => DrawingFormats.WriteDot(selection),
            InspectFormat.Mermaid => DrawingFormats.WriteMermaid(selection),
            _ => TableFormat.Write(selection, withEnds: request.IsNarrow),
        };
        return (text, selection.IsStuck ? ExitCodes.Stuck : 0);
    }

    /// <summary>Writes to standard output, in one piece. .NET's own stream would not tell that nobody reads it.</summary>
    internal static void Write(string text)
    {
        Descriptor.Write(StandardOutput, Encoding.UTF8.GetBytes(text));
    }

    /// <summary>Says, beside the answer, what it may lack.</summary>
    internal static IEnumerable<string> SayGaps(MapGaps gaps)
    {
        if (SayHidden(gaps) is { } hidden)
        {
            yield return hidden;
        }

        if (gaps.HiddenWaits > 0)
        {
            yield return $"Not seen: what {Count(gaps.HiddenWaits)} {(gaps.HiddenWaits == 1 ? "waits" : "wait")} for.";
        }
    }

    /// <summary>Says how many processes could not be looked at; null if none.</summary>
    internal static string? SayHidden(MapGaps gaps) => gaps.HiddenProcesses > 0
        ? $"Not seen: the descriptors of {Count(gaps.HiddenProcesses)} that this user may not look at; they may hold ends of these pipes, too."
        : null;

    private static (string Text, int Code) AnswerWhy(PipeMap map, int id, InspectFormat format)
    {
        if (map.FindProcess(id) == null)
        {
            throw new InspectFailedException($"there is no process {id}");
        }

        WaitChain chain = map.Explain(id);
        int code = chain.End is WaitChainEnd.Circle or WaitChainEnd.Stopped ? ExitCodes.Stuck : 0;
        return format == InspectFormat.Json ? (InspectJson.Write(id, chain), code) : (Words(chain), code);
    }

    private static string Words(WaitChain chain)
    {
        StringBuilder text = new();
        foreach (WaitLink link in chain.Links)
        {
            string others = link.Others.Count == 0 ? string.Empty : $" So {(link.Others.Count == 1 ? "does" : "do")} {string.Join(", ", link.Others)}.";
            _ = text.AppendLine(Printable.Text(link.Sentence + others));
        }

        return (chain.Links.Count > 1 || chain.End != WaitChainEnd.CanMove ? text.Append("So: ") : text.Clear())
            .AppendLine(Printable.Text(chain.Summary)).ToString();
    }

    private static string Count(int processes) => processes == 1 ? "1 process" : $"{processes} processes";
}
