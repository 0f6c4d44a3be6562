using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;
using Standpipe.Cli.Platform;
using Standpipe.Observation;

namespace Standpipe.Cli.Viewing;

/// <summary>The view on the terminal that standard error is: draws until it is disposed of, and leaves the screen as if it had not been there.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class LiveView : IAsyncDisposable
{
    private const int StandardError = 2;

    // Who is done sooner is not shown anything.
    private static readonly TimeSpan s_silence = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(0.2);

    // After somebody else had the terminal, so that the view does not blink between two prompts.
    private static readonly TimeSpan s_courtesy = TimeSpan.FromSeconds(1);

    private readonly Func<GraphProfile> _profile;
    private readonly FrameBuilder _frames;
    private readonly bool _unicode;
    private readonly AnsiText _ansi;
    private readonly BottomPane _pane = new();   // guarded by _gate, as is all that is written
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _end = new();
    [SuppressMessage("Usage", "CA2213", Justification = "Without a wait handle it has nothing to free, and a signal's handler that is under way may still release it.")]
    private readonly SemaphoreSlim _redraw = new(0);
    private readonly PosixSignalRegistration _resized;
    private readonly Task _drawing;
    private long? _othersSeen;   // a timestamp; guarded by _gate
    private bool _ended;

    /// <summary>Begins to draw, after half a second.</summary>
    /// <param name="profile">Gives the recent profile; may be called on any thread.</param>
    /// <param name="edges">The edges as the observer has them.</param>
    /// <param name="unicode">Whether to draw with more than ASCII.</param>
    internal LiveView(Func<GraphProfile> profile, IReadOnlyList<ObservedEdge> edges, bool unicode)
    {
        _profile = profile;
        _frames = new FrameBuilder(edges);
        _unicode = unicode;
        _ansi = new AnsiText(TerminalEnvironment.Read());
        _resized = PosixSignalRegistration.Create(PosixSignal.SIGWINCH, _ => Redraw());

        // Whatever else ends this process, the screen is the user's again.
        AppDomain.CurrentDomain.ProcessExit += OnExit;
        AppDomain.CurrentDomain.UnhandledException += OnExit;
        _drawing = Task.Run(DrawAsync);
    }

    /// <summary>Takes the view off the screen for somebody else: the process is about to be stopped, and the shell to write.</summary>
    internal void Leave()
    {
        lock (_gate)
        {
            _othersSeen = Stopwatch.GetTimestamp();
            Write(_pane.Hide());
        }
    }

    /// <summary>Draws again at once.</summary>
    internal void ComeBack()
    {
        lock (_gate)
        {
            _othersSeen = null;
        }

        Redraw();
    }

    /// <summary>Takes the view off the screen for good, without waiting for who draws. To be called again is no harm.</summary>
    internal void End()
    {
        lock (_gate)
        {
            Write(_pane.Hide());
            _ended = true;
        }
    }

    /// <summary>Does the same once nobody draws any more.</summary>
    internal async Task EndAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        await _drawing.ConfigureAwait(false);
        End();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await EndAsync().ConfigureAwait(false);
        AppDomain.CurrentDomain.ProcessExit -= OnExit;
        AppDomain.CurrentDomain.UnhandledException -= OnExit;
        _resized.Dispose();
        _ansi.Dispose();
        _end.Dispose();
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever goes wrong here, the graph and its exit code have nothing to do with it.")]
    [SuppressMessage("Performance", "CA1849", Justification = "EndAsync waits for this very method.")]
    private async Task DrawAsync()
    {
        try
        {
            await Task.Delay(s_silence, _end.Token).ConfigureAwait(false);
            while (true)
            {
                Draw();
                _ = await _redraw.WaitAsync(s_interval, _end.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // The graph has ended.
        }
        catch (Exception exception)
        {
            End();
            Complaint.Write($"the view has failed: {exception.Message}");
        }
    }

    private void Draw()
    {
        GraphProfile profile = _profile();
        FlowFrame frame = _frames.Build(profile);
        lock (_gate)
        {
            if (_ended)
            {
                return;
            }

            if (SomebodyElseHasTheTerminal(profile) || ErrorTerminal.ReadSize() is not (int width, int height))
            {
                Write(_pane.Hide());
                return;
            }

            IReadOnlyList<StyledLine> lines = FlowView.Draw(frame, new ViewLook(width, height, _unicode));
            Write(_pane.Show([.. lines.Select(_ansi.Render)], width, height));
        }
    }

    private bool SomebodyElseHasTheTerminal(GraphProfile profile)
    {
        bool others = !ErrorTerminal.IsForeground() || !ErrorTerminal.IsInOrdinaryMode()
            || profile.Stages.Any(stage => stage is { State: StageState.Terminal, StateDescriptor: 0 });
        if (others)
        {
            _othersSeen = Stopwatch.GetTimestamp();
        }

        return _othersSeen is { } seen && Stopwatch.GetElapsedTime(seen) < s_courtesy;
    }

    private void Redraw()
    {
        if (_redraw.CurrentCount == 0)
        {
            _ = _redraw.Release();
        }
    }

    private void OnExit(object? sender, EventArgs arguments) => End();

    private void Write(string text)
    {
        if (text.Length == 0 || _ended)
        {
            return;
        }

        try
        {
            // A stage may have made the terminal non-blocking: a part that is not written would leave the screen as nobody wants it.
            Descriptor.Write(StandardError, Encoding.UTF8.GetBytes(text));
        }
        catch (IOException)
        {
            // The terminal is gone: there is nobody to show anything to.
            _ended = true;
        }
    }
}
