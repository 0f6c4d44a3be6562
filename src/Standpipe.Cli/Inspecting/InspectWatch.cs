using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.InteropServices;
using Standpipe.Cli.Platform;
using Standpipe.Inspection;

namespace Standpipe.Cli.Inspecting;

/// <summary>Looks again and again, until the process is interrupted.</summary>
internal sealed class InspectWatch : IDisposable
{
    private const string ClearScreen = "\e[H\e[2J";
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(1);

    private readonly InspectRequest _request;
    private readonly PosixSignalRegistration? _stop;
    [SuppressMessage("Usage", "CA2213", Justification = "Without a wait handle it has nothing to free, and a signal's handler that is under way may still release it.")]
    private readonly SemaphoreSlim _stopping = new(0);

    internal InspectWatch(InspectRequest request)
    {
        _request = request;

        // Ctrl-Z between the opening of a pipe and its closing would hold the pipe open until somebody says fg: it waits for the end of the look.
        // Windows has no such stop.
        _stop = OperatingSystem.IsWindows() ? null : PosixSignalRegistration.Create(PosixSignal.SIGTSTP, context =>
        {
            context.Cancel = true;
            _ = _stopping.Release();
        });
    }

    /// <summary>Looks until it is cancelled.</summary>
    /// <returns>The exit code: the last look's.</returns>
    internal async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        int code = 0;
        while (!cancellationToken.IsCancellationRequested)
        {
            (string text, code) = Inspector.Answer(PipeMap.Capture(), _request);
            string head = Console.IsOutputRedirected ? string.Empty : ClearScreen;
            Inspector.Write($"{head}{TimeProvider.System.GetLocalNow().ToString("HH:mm:ss", CultureInfo.InvariantCulture)}\n{text}\n");
            await WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        return code;
    }

    /// <inheritdoc/>
    public void Dispose() => _stop?.Dispose();

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await _stopping.WaitAsync(s_interval, cancellationToken).ConfigureAwait(false))
            {
                ErrorTerminal.StopThisProcess();
            }
        }
        catch (OperationCanceledException)
        {
            // The loop sees it.
        }
    }
}
