using System.Globalization;

namespace Standpipe.Tests.Pipes;

/// <summary>Random steps on one pipe, one at a time, each of which must do what the <see cref="PipeModel"/> says.</summary>
internal sealed class PipeModelRun : IDisposable
{
    private const int MostSteps = 120;
    private const int MostPending = 12;

    private readonly Random _random;
    private readonly AnonymousPipe _pipe;
    private readonly PipeModel _model;
    private readonly List<string> _steps = [];

    private PipeModelRun(int seed)
    {
        _random = new Random(seed);
        _pipe = AnonymousPipe.Create(4096 << _random.Next(5));
        _model = new PipeModel(_pipe);
    }

    public void Dispose()
    {
        _pipe.Dispose();
        _model.Dispose();
    }

    internal static void Run(int seed)
    {
        using PipeModelRun run = new(seed);
        try
        {
            run.Run();
        }
#pragma warning disable CA1031 // Whatever it is, it is told with the steps that led to it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Assert.Fail($"{string.Join("; ", run._steps)}: {exception}");
        }
    }

    private void Run()
    {
        int steps = _random.Next(10, MostSteps);
        for (int i = 0; i < steps && (_model.IsReadable || _model.IsWritable); i++)
        {
            Step();
            _model.Settle();
        }
    }

    private void Step()
    {
        switch (_random.Next(20))
        {
            case < 6 when _model.IsReadable && _model.Reads < MostPending:
                BeginRead();
                break;
            case < 12 when _model.IsWritable && _model.Writes < MostPending:
                BeginWrite();
                break;
            case < 14 when _model.IsReadable && _model.Reads == 0 && (_model.Left > 0 || !_model.IsWritable):
                int most = Size(2 * _pipe.ReadEnd.Capacity, least: 1);
                Note("read", most);
                _model.Read(most, _random);
                break;
            case < 15 when _model.IsReadable && _model.IsWritable && _model.Left == 0 && _model.Writes == 0:
                int count = Size(_pipe.WriteEnd.Capacity);
                Note("write", count);
                _model.Write(count, _random);
                break;
            case < 18:
                Cancel();
                break;
            case 18:
                ChangeSettings();
                break;
            case 19 when _random.Next(4) == 0:
                DisposeOne();
                break;
        }
    }

    private void BeginRead()
    {
        int size = _random.Next(6) == 0 ? 0 : Size(2 * _pipe.ReadEnd.Capacity, least: 1);
        bool isCancelled = _random.Next(12) == 0;
        Note(isCancelled ? "cancelled ReadAsync" : "ReadAsync", size);
        _model.BeginRead(size, isCancelled, _random);
    }

    private void BeginWrite()
    {
        int size = Size(3 * _pipe.WriteEnd.Capacity);
        bool isCancelled = _random.Next(12) == 0;
        Note(isCancelled ? "cancelled WriteAsync" : "WriteAsync", size);
        _model.BeginWrite(size, isCancelled, _random);
    }

    private void Cancel()
    {
        if (_model.Reads > 0)
        {
            int index = _random.Next(_model.Reads);
            Note("cancel read", index);
            _model.CancelRead(index);
        }
        else if (_model.Writes > 0)
        {
            int index = _random.Next(_model.Writes);
            Note("cancel write", index);
            _model.CancelWrite(index);
        }
    }

    private void ChangeSettings()
    {
        if (_model.IsReadable)
        {
            _pipe.ReadEnd.AllowSynchronousContinuations = _random.Next(2) == 0;
            _pipe.ReadEnd.WaitStrategy = (PipeWaitStrategy)_random.Next(2);
        }

        _pipe.WriteEnd.AllowSynchronousContinuations = _random.Next(2) == 0;
        if (_model.IsWritable && _random.Next(3) == 0 && _pipe.WriteEnd.Capacity < 1 << 18)
        {
            Note("grow", 2 * _pipe.WriteEnd.Capacity);
            _pipe.WriteEnd.Capacity *= 2;
        }
    }

    private void DisposeOne()
    {
        bool isReadEnd = _random.Next(2) == 0;
        Note(isReadEnd ? "dispose of the read end" : "dispose of the write end", 0);
        if (isReadEnd && _model.IsReadable)
        {
            _model.DisposeReadEnd();
        }
        else if (!isReadEnd && _model.IsWritable)
        {
            _model.DisposeWriteEnd();
        }
    }

    /// <summary>Mostly few bytes, often about a page, sometimes as many as may be.</summary>
    private int Size(int most, int least = 0) => _random.Next(4) switch
    {
        0 => _random.Next(least, 10),
        1 => _random.Next(least, Math.Min(most, 4000)),
        2 => Math.Min(most, _random.Next(4090, 4103)),
        _ => _random.Next(least, most + 1),
    };

    private void Note(string step, int number) => _steps.Add(string.Create(CultureInfo.InvariantCulture, $"{step} {number}"));
}
