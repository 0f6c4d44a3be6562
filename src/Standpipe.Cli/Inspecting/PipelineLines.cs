using System.Globalization;
using Standpipe.Inspection;

namespace Standpipe.Cli.Inspecting;

/// <summary>Draws pipes as lines: each pipe once, and each line as long as pipes lead on.</summary>
/// <remarks>
/// A pipe leads on through who reads and writes it as its standard streams, or waits at it. Many a process holds ends beside these, by
/// inheritance, and means nothing by it: they are named where nobody else is.
/// </remarks>
internal static class PipelineLines
{
    private const int MostNames = 4;

    /// <summary>Draws them.</summary>
    internal static IReadOnlyList<PipelineLine> Draw(IReadOnlyList<MappedPipe> pipes)
    {
        HashSet<MappedPipe> left = [.. pipes];
        HashSet<MappedPipe> ledTo = [.. pipes.SelectMany(pipe => Onward(pipe).Where(next => next != pipe))];
        List<PipelineLine> lines = [];

        // First those that nothing leads to; what is left then goes round.
        foreach (MappedPipe start in pipes.Where(pipe => !ledTo.Contains(pipe)).Concat(pipes))
        {
            if (left.Contains(start))
            {
                lines.Add(Line(start, left));
            }
        }

        return lines;
    }

    /// <summary>The pipes that a pipe leads to: what its readers write.</summary>
    internal static IEnumerable<MappedPipe> Onward(MappedPipe pipe) => Principals(pipe, PipeAccess.Read)
        .SelectMany(reader => reader.Process.Ends)
        .Where(end => PrincipalEnds.IsPrincipal(end, PipeAccess.Write) || IsOnly(end, PipeAccess.Write))
        .OrderBy(end => end.Descriptor).ThenBy(end => end.Process.Id)
        .Select(end => end.Pipe);

    /// <summary>How full a pipe is: <c>97%</c>, or a question mark.</summary>
    internal static string Fill(MappedPipe pipe) => pipe switch
    {
        { IsFull: true } => "100%",
        { BytesAvailable: { } bytes, Capacity: > 0 and { } capacity } =>
            string.Create(CultureInfo.InvariantCulture, $"{Math.Min(99, (long)bytes * 100 / capacity)}%"),
        _ => "?",
    };

    /// <summary>Who reads a pipe, in words: also when it is nobody, or nobody who can be seen.</summary>
    internal static string Readers(MappedPipe pipe) =>
        Names(Principals(pipe, PipeAccess.Read)) ?? (pipe.HasReader == false ? "nobody" : "?");

    /// <summary>Those who read, or write, a pipe by all appearance; all its readers or writers if nobody appears to.</summary>
    internal static PipeHolder[] Principals(MappedPipe pipe, PipeAccess access)
    {
        PipeHolder[] all = [.. pipe.Ends.Where(end => end.Access.HasFlag(access))];
        PipeHolder[] principals = Array.FindAll(all, end => PrincipalEnds.IsPrincipal(end, access));
        return principals.Length > 0 ? principals : all;
    }

    private static bool IsOnly(PipeHolder end, PipeAccess access) =>
        end.Access.HasFlag(access) && end.Pipe.Ends.All(other => other.Process == end.Process || !other.Access.HasFlag(access));

    private static PipelineLine Line(MappedPipe start, HashSet<MappedPipe> left)
    {
        List<MappedPipe> pipes = [];
        string text = Names(Principals(start, PipeAccess.Write)) ?? "?";
        MappedPipe? pipe = start;
        while (pipe != null)
        {
            _ = left.Remove(pipe);
            pipes.Add(pipe);
            MappedPipe current = pipe;
            pipe = Onward(current).FirstOrDefault(left.Contains);
            string middle = pipe == null
                ? Readers(current)
                : Names(Principals(current, PipeAccess.Read).Concat(Principals(pipe, PipeAccess.Write)))!;
            text = $"{text} ={Fill(current)}=> {middle}";
        }

        return new PipelineLine(pipes, Printable.Text(text));
    }

    private static string? Names(IEnumerable<PipeHolder> ends)
    {
        string[] names = [.. ends.Select(end => end.Process).Distinct().Select(process => process.ToString())];
        return names.Length switch
        {
            0 => null,
            <= MostNames => string.Join(" + ", names),
            _ => $"{string.Join(" + ", names[..(MostNames - 1)])} + {names.Length - MostNames + 1} more",
        };
    }
}
