using System.Globalization;

namespace Standpipe.Benchmarks.Comparing;

/// <summary>A contender's process: it stays for all rounds, and idles in a read while others run.</summary>
internal sealed class Worker : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    private readonly ChildProcess? _process;
    private readonly StreamReader? _answers;
    private readonly bool _onOneProcessor;
    private string? _failure;
    private bool _greeted;

    /// <summary>Starts a process.</summary>
    /// <param name="program">Its file; null if there is none, for the reason given by <paramref name="arguments"/>.</param>
    /// <param name="onOneProcessor">Whether it may use one processor only.</param>
    /// <param name="arguments">Its arguments.</param>
    internal Worker(string? program, bool onOneProcessor, params string[] arguments)
    {
        _onOneProcessor = onOneProcessor;
        if (program is null)
        {
            _failure = arguments[0];
            return;
        }

        ChildProcessOptions options = new(program, arguments) { StandardInput = ChildInput.Pipe, StandardOutput = ChildOutput.Pipe };
        try
        {
            _process = onOneProcessor ? Affinity.OnOneProcessor(() => ChildProcess.Start(options)) : ChildProcess.Start(options);
            _answers = new StreamReader(_process.StandardOutput!);
        }
        catch (Exception exception) when (exception is ChildStartException or IOException)
        {
            _failure = exception.Message;
        }
    }

    /// <summary>Gets how long it has been at work.</summary>
    internal TimeSpan Busy { get; private set; }

    /// <summary>Has something done.</summary>
    /// <exception cref="ContenderException">It failed, now or before.</exception>
    internal async Task<Answer> AskAsync(string request)
    {
        if (_failure is not null)
        {
            throw new ContenderException(_failure);
        }

        try
        {
            using CancellationTokenSource patience = new(s_patience);
            await GreetAsync(patience.Token);
            await _process!.StandardInput!.WriteAsync(System.Text.Encoding.UTF8.GetBytes(request + "\n"), patience.Token);
            Answer answer = Answer.Parse(await _answers!.ReadLineAsync(patience.Token));
            Busy += TimeSpan.FromMicroseconds(answer.Nanoseconds / 1000.0);
            return answer;
        }
        catch (Exception exception) when (exception is ContenderException or IOException or OperationCanceledException)
        {
            _failure = exception is OperationCanceledException ? $"no answer in {s_patience.TotalSeconds:0} s" : exception.Message;
            throw new ContenderException(_failure, exception);
        }
    }

    /// <summary>Ends the process: politely, by the end of its input.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_process is null)
        {
            return;
        }

        await _process.StandardInput!.DisposeAsync();
        if (_failure is null)
        {
            _ = await _process.TryWaitForExitAsync(TimeSpan.FromSeconds(5));
        }

        await _process.DisposeAsync();
        _answers?.Dispose();
    }

    private async Task GreetAsync(CancellationToken cancellationToken)
    {
        if (_greeted)
        {
            return;
        }

        string[] greeting = (await _answers!.ReadLineAsync(cancellationToken))?.Split(' ') ?? [];
        if (greeting is not ["ready", string processors])
        {
            throw new ContenderException(greeting.Length == 0 ? "its process ended at once" : string.Join(' ', greeting));
        }

        _greeted = true;
        if (_onOneProcessor && int.Parse(processors, CultureInfo.InvariantCulture) != 1)
        {
            throw new ContenderException($"it has {processors} processors instead of one");
        }
    }
}
