using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.InteropServices;
using Standpipe.Cli.Platform;
using Standpipe.Inspection;

namespace Standpipe.Cli.Inspecting;

/// <summary>Looks again and again, until a signal ends the process.</summary>
internal sealed class InspectWatch : IDisposable
{
    private const string ClearScreen = "\e[H\e[2J";
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(1);

    private readonly InspectRequest _request;
    private readonly PosixSignalRegistration? _stop;
    [SuppressMessage("Usage", "CA2213", Justification = "Without a wait handle it has nothing to free, and a signal's handler that is under way may still release it.")]
    private readonly SemaphoreSlim _stopping = new(0);
    private int _isAsked;   // 1 once a stop is asked for; who presses Ctrl-Z twice in one look wants no two

    internal InspectWatch(InspectRequest request)
    {
        _request = request;

        // Ctrl-Z between the opening of a pipe and its closing would hold the pipe open until somebody says fg: it waits for the end of the look.
        // Windows has no such stop.
        _stop = OperatingSystem.IsWindows() ? null : PosixSignalRegistration.Create(PosixSignal.SIGTSTP, context =>
        {
            context.Cancel = true;
            if (Interlocked.Exchange(ref _isAsked, 1) == 0)
            {
                _ = _stopping.Release();
            }
        });
    }

    /// <summary>Looks until a signal ends this process.</summary>
    /// <returns>Never.</returns>
    internal async Task<int> RunAsync()
    {
        string head = Console.IsOutputRedirected ? string.Empty : ClearScreen;
        while (true)
        {
            PipeMap map = PipeMap.Capture();
            (string text, _) = Inspector.Answer(map, _request);
            string gaps = string.Concat(Inspector.SayGaps(map.Gaps).Select(gap => $"{gap}\n"));
            Inspector.Write($"{head}{TimeProvider.System.GetLocalNow().ToString("HH:mm:ss", CultureInfo.InvariantCulture)}\n{text}\n{gaps}");
            if (await _stopping.WaitAsync(s_interval).ConfigureAwait(false))
            {
                Volatile.Write(ref _isAsked, 0);
                ErrorTerminal.StopThisProcess();
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _stop?.Dispose();
}
