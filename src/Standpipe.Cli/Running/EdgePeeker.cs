using System.Diagnostics.CodeAnalysis;
using System.Text;
using Standpipe.Cli.Planning;
using Standpipe.Cli.Reporting;

namespace Standpipe.Cli.Running;

/// <summary>Shows what is in an edge while its graph runs, without taking anything out.</summary>
internal sealed class EdgePeeker : IDisposable
{
    private const int Looked = 4096;
    private const int Lines = 4;
    private const int Width = 76;
    private const int HexWidth = 16;
    private const int LongestCharacter = 4;

    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(1);

    // So that something may be in it at the first look.
    private static readonly TimeSpan s_first = TimeSpan.FromMilliseconds(100);

    private readonly string _name;
    private readonly RunObservation _observation;
    private readonly RunningGraphEdge? _edge;
    [SuppressMessage("Usage", "CA2213", Justification = "Cancelled; without a timer and a wait handle it has nothing to free, and the last look may still ask it.")]
    private readonly CancellationTokenSource _end = new();

    private byte[] _shown = [];

    /// <summary>Begins to look.</summary>
    /// <param name="running">The graph.</param>
    /// <param name="pipe">The edge.</param>
    /// <param name="observation">Who sees to it that nobody stops this process while it looks.</param>
    internal EdgePeeker(RunningGraph running, PlanPipe pipe, RunObservation observation)
    {
        _observation = observation;
        _name = pipe.Name;
        _edge = running.Edges.FirstOrDefault(edge => pipe.Readers.Count > 0
            ? edge.Edge.To is { } to && IsSame(to, pipe.Readers[0])
            : edge.Edge.From.Count > 0 && IsSame(edge.Edge.From[0], pipe.Writers[0]));
        _ = LookAsync();
    }

    /// <inheritdoc/>
    public void Dispose() => _end.Cancel();

    private static bool IsSame(GraphPort port, PlanPort planned) => port.Node.Name == planned.Node.Name && port.Descriptor == planned.Descriptor;

    [SuppressMessage("Design", "CA1031", Justification = "Nobody waits for this task: whatever goes wrong is said here or not at all.")]
    private async Task LookAsync()
    {
        try
        {
            await Task.Delay(s_first, _end.Token).ConfigureAwait(false);
            while (true)
            {
                Look();
                await Task.Delay(s_interval, _end.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // The graph has ended.
        }
        catch (Exception exception)
        {
            Complaint.Write($"{_name}: {exception.Message}");
        }
    }

    private void Look()
    {
        if (_observation.Look(() => _edge?.Peek(Looked)) is not { Length: > 0 } bytes || bytes.AsSpan().SequenceEqual(_shown))
        {
            return;
        }

        _shown = bytes;
        Complaint.Write($"in {_name}:");
        foreach (string line in Show(bytes))
        {
            Complaint.WriteHint($"  {line}");
        }
    }

    /// <summary>The beginning, as text if it is text.</summary>
    internal static IEnumerable<string> Show(byte[] bytes)
    {
        // What is in a pipe may begin and end within a character.
        int start = Array.FindIndex(bytes, 0, Math.Min(bytes.Length, LongestCharacter), b => (b & 0xC0) != 0x80);
        char[] characters = new char[bytes.Length];
        int count = Encoding.UTF8.GetDecoder().GetChars(bytes.AsSpan(Math.Max(start, 0)), characters, flush: false);
        string text = new(characters, 0, count);
        bool isText = !text.Any(c => (char.IsControl(c) && c is not ('\n' or '\t' or '\r')) || c == '\uFFFD');
        return isText
            ? text.Split('\n').Take(Lines).Select(Printable.Lines).Select(line => line.Length > Width ? $"{line[..(Width - 3)]}..." : line)
            : bytes.Chunk(HexWidth).Take(Lines).Select(chunk => string.Join(' ', chunk.Select(b => $"{b:x2}")));
    }
}
