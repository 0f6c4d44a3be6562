namespace Standpipe.Observation;

/// <summary>
/// The course of a run in a fixed number of rows, whether it takes a second or a week: when all are used, each two neighbours become one, and
/// from then on a row takes twice as many looks.
/// </summary>
internal sealed class SampleHistory
{
    // A row's columns: for each stage the seconds seen, and of them run, waited for a processor, blocked reading, blocked writing, other; the processor
    // seconds, and whether they are known; the seconds after its end; for each edge the seconds open, those with a known level, of them fill and full; the
    // bytes, and whether they are known.
    private const int StageColumns = 9;
    private const int EdgeColumns = 6;

    private readonly int _stages;
    private readonly int _edges;
    private readonly double[] _cells;
    private readonly double[] _ends;
    private readonly double[] _durations;
    private readonly ProfileSample?[] _made;
    private int _rows;
    private int _looksInRow;
    private int _looksPerRow = 1;

    internal SampleHistory(int capacity, int stages, int edges)
    {
        // Pairs are merged: an even number.
        int rows = capacity & ~1;
        (_stages, _edges) = (stages, edges);
        _cells = new double[rows * Width];
        _ends = new double[rows];
        _durations = new double[rows];
        _made = new ProfileSample?[rows];
    }

    private int Width => (_stages * StageColumns) + (_edges * EdgeColumns);

    private Span<double> Current => Row(_rows - 1);

    /// <summary>Begins a look's stretch of time; what is added from here on is of that.</summary>
    /// <param name="end">Its end, in seconds.</param>
    /// <param name="duration">Its length, in seconds.</param>
    internal void Begin(double end, double duration)
    {
        if (_rows == 0 || _looksInRow == _looksPerRow)
        {
            if (_rows == _ends.Length)
            {
                Merge();
            }

            _looksInRow = 0;
            _rows++;
            Current.Clear();
            _durations[_rows - 1] = 0;
        }

        _looksInRow++;
        _ends[_rows - 1] = end;
        _durations[_rows - 1] += duration;
        _made[_rows - 1] = null;
    }

    /// <summary>Adds to a stage's time.</summary>
    internal void Add(int stage, StageState state, double seconds)
    {
        Span<double> cells = Stage(Current, stage);
        if (state is StageState.Stopped or StageState.Exited)
        {
            cells[8] += state is StageState.Exited ? seconds : 0;
            return;
        }

        cells[0] += seconds;
        int column = state switch
        {
            StageState.Running => 1,
            StageState.WaitingForCpu => 2,
            StageState.BlockedReading => 3,
            StageState.BlockedWriting => 4,
            StageState.Unknown => 0,
            _ => 5,
        };
        if (column > 0)
        {
            cells[column] += seconds;
        }
    }

    /// <summary>Adds to a stage's processor time; null: the system does not tell.</summary>
    internal void AddCpu(int stage, double? seconds)
    {
        Span<double> cells = Stage(Current, stage);
        cells[6] += seconds ?? 0;
        cells[7] += seconds is null ? 0 : 1;
    }

    /// <summary>Adds to an edge's time.</summary>
    internal void Add(int edge, double seconds, double? fill, bool isFull, long? bytes)
    {
        Span<double> cells = Edge(Current, edge);
        cells[0] += seconds;
        if (fill is { } known)
        {
            cells[1] += seconds;
            cells[2] += seconds * known;
            cells[3] += isFull ? seconds : 0;
        }

        cells[4] += bytes ?? 0;
        cells[5] += bytes is null ? 0 : 1;
    }

    /// <summary>The rows as they are now.</summary>
    internal ProfileSample[] ToArray()
    {
        for (int i = 0; i < _rows; i++)
        {
            _made[i] ??= Make(i);
        }

        return _made.AsSpan(0, _rows).ToArray()!;
    }

    private void Merge()
    {
        for (int i = 0; i < _rows / 2; i++)
        {
            Span<double> target = Row(i);
            ReadOnlySpan<double> first = Row(2 * i);
            ReadOnlySpan<double> second = Row((2 * i) + 1);
            for (int column = 0; column < target.Length; column++)
            {
                target[column] = first[column] + second[column];
            }

            _ends[i] = _ends[(2 * i) + 1];
            _durations[i] = _durations[2 * i] + _durations[(2 * i) + 1];
            _made[i] = null;
        }

        _rows /= 2;
        _looksPerRow *= 2;
    }

    private ProfileSample Make(int row)
    {
        StageSample[] stages = new StageSample[_stages];
        for (int i = 0; i < _stages; i++)
        {
            stages[i] = Make(Stage(Row(row), i));
        }

        EdgeSample[] edges = new EdgeSample[_edges];
        for (int i = 0; i < _edges; i++)
        {
            ReadOnlySpan<double> cells = Edge(Row(row), i);
            edges[i] = new EdgeSample(
                cells[1] > 0 ? (float)(cells[2] / cells[1]) : float.NaN,
                cells[1] > 0 ? (float)(cells[3] / cells[1]) : float.NaN,
                cells[5] > 0 && cells[0] > 0 ? (float)(cells[4] / cells[0]) : float.NaN);
        }

        return new ProfileSample(TimeSpan.FromSeconds(_ends[row]), TimeSpan.FromSeconds(_durations[row]), stages, edges);
    }

    private static StageSample Make(ReadOnlySpan<double> cells)
    {
        // Of the time up to its end, if there was any.
        double seconds = cells[0] > 0 ? cells[0] : cells[8];
        bool isKnown = cells[8] > 0 || cells[1] + cells[2] + cells[3] + cells[4] + cells[5] > 0;
        bool isCpuKnown = seconds > 0 && (cells[8] > 0 || cells[7] > 0);
        return new StageSample(
            Share(cells[1]), Share(cells[2]), Share(cells[3]), Share(cells[4]), Share(cells[5]), isCpuKnown ? (float)(cells[6] / seconds) : float.NaN);

        float Share(double part) => isKnown ? (float)(part / seconds) : float.NaN;
    }

    private Span<double> Row(int row) => _cells.AsSpan(row * Width, Width);

    private static Span<double> Stage(Span<double> row, int stage) => row.Slice(stage * StageColumns, StageColumns);

    private Span<double> Edge(Span<double> row, int edge) => row.Slice((_stages * StageColumns) + (edge * EdgeColumns), EdgeColumns);
}
