using System.Text;
using Standpipe.Inspection;

namespace Standpipe.Cli.Inspecting;

/// <summary>A selection as lines for people: pipelines, the stuck first, with the reason and the cure.</summary>
internal static class TableFormat
{
    private const int MarkWidth = 9;
    private static readonly string s_indent = new(' ', MarkWidth);

    /// <summary>Writes it.</summary>
    /// <param name="selection">What to show.</param>
    /// <param name="withEnds">Whether every end is listed, too.</param>
    /// <returns>Lines; empty if there is no pipe.</returns>
    internal static string Write(MapSelection selection, bool withEnds)
    {
        StringBuilder text = new();
        HashSet<PipeDiagnosis> told = [];
        foreach ((PipelineLine line, PipeDiagnosis[] diagnoses) in PipelineLines.Draw(selection.Pipes)
            .Select(line => (line, Of(line, selection.Diagnoses)))
            .OrderByDescending(pair => pair.Item2.Select(diagnosis => Rank(diagnosis.Severity)).DefaultIfEmpty(0).Max()))
        {
            _ = text.Append(Mark(diagnoses).PadRight(MarkWidth)).AppendLine(line.Text);
            foreach (PipeDiagnosis diagnosis in diagnoses.Where(told.Add))
            {
                _ = text.Append(s_indent).AppendLine(Printable.Text(diagnosis.Reason));
                _ = diagnosis.Severity == DiagnosisSeverity.Note
                    ? text
                    : text.Append(s_indent).Append("Cure: ").AppendLine(Printable.Text(diagnosis.Cure));
            }
        }

        if (withEnds && selection.Pipes.Count > 0)
        {
            WriteEnds(selection, text);
        }

        return text.ToString();
    }

    private static PipeDiagnosis[] Of(PipelineLine line, IReadOnlyList<PipeDiagnosis> diagnoses) =>
        [.. diagnoses.Where(diagnosis => diagnosis.Pipes.Any(line.Pipes.Contains))];

    private static int Rank(DiagnosisSeverity severity) => (int)severity + 1;

    private static string Mark(PipeDiagnosis[] diagnoses) => diagnoses.Select(diagnosis => diagnosis.Severity).Cast<DiagnosisSeverity?>().Max() switch
    {
        DiagnosisSeverity.Stuck => "stuck",
        DiagnosisSeverity.Suspect => "suspect",
        DiagnosisSeverity.Note => "note",
        _ => "ok",
    };

    private static void WriteEnds(MapSelection selection, StringBuilder text)
    {
        foreach (MappedPipe pipe in selection.Pipes)
        {
            string level = pipe.Capacity is { } capacity ? $"{pipe.BytesAvailable} of {capacity} bytes{(pipe.IsFull == true ? ", full" : string.Empty)}" : "not measured";
            _ = text.AppendLine().AppendLine($"{pipe}  {level}");
            foreach (PipeHolder end in Ordered(pipe))
            {
                string access = end.Access switch { PipeAccess.Read => "read", PipeAccess.Write => "write", _ => "both" };
                string command = end.Process.CommandLine.Count == 0 ? string.Empty : $"  {string.Join(' ', end.Process.CommandLine)}";
                _ = text.AppendLine(Printable.Text($"  {access,-5}  descriptor {end.Descriptor,-4}  {end.Process}  {end.Process.UserName}{command}"));
            }
        }

        _ = text.AppendLine();
        foreach (MappedProcess process in selection.Pipes.SelectMany(Ordered).Select(end => end.Process).Distinct())
        {
            _ = text.AppendLine(Printable.Text(selection.Map.Explain(process.Id).Links[0].Sentence));
        }
    }

    /// <summary>Who writes first, as the pipe flows.</summary>
    private static IEnumerable<PipeHolder> Ordered(MappedPipe pipe) => pipe.Ends.OrderBy(end => end.Access == PipeAccess.Read);
}
