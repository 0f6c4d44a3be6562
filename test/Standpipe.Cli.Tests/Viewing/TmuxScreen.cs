using System.Globalization;

namespace Standpipe.Cli.Tests.Viewing;

/// <summary>A real terminal with a shell in it: what is on its screen can be read, and keys can be typed.</summary>
internal sealed class TmuxScreen : IAsyncDisposable
{
    private readonly string _server = $"standpipe-{Guid.NewGuid():N}";

    /// <summary>Opens a terminal.</summary>
    /// <param name="width">Columns.</param>
    /// <param name="height">Lines.</param>
    /// <param name="variables">The shell's environment, beside PATH, as <c>NAME=value</c>.</param>
    internal static async Task<TmuxScreen> OpenAsync(int width, int height, params string[] variables)
    {
        Tools.Require("tmux");
        TmuxScreen screen = new();
        string environment = string.Join(' ', ((string[])["TERM=screen-256color", "LANG=C.UTF-8", .. variables]).Select(variable => $"'{variable}'"));
        string home = $"DOTNET_ROOT='{Environment.GetEnvironmentVariable("DOTNET_ROOT")}'";
        await screen.TmuxAsync(
            "-f", "/dev/null", "new-session", "-d", "-x", Number(width), "-y", Number(height),
            $"exec env -i PATH=\"$PATH\" HOME=/ {home} {environment} PS1='$ ' /bin/sh -i");
        _ = await screen.WaitAsync(text => text.StartsWith("$ ", StringComparison.Ordinal) || text.StartsWith("$\n", StringComparison.Ordinal));
        return screen;
    }

    /// <summary>Types a line and Enter.</summary>
    internal async Task TypeLineAsync(string line)
    {
        await TmuxAsync("send-keys", "-l", "--", line);
        await PressAsync("Enter");
    }

    /// <summary>Presses a key by tmux's name: <c>C-c</c>.</summary>
    internal Task PressAsync(string key) => TmuxAsync("send-keys", key);

    /// <summary>Gives the terminal another size.</summary>
    internal Task ResizeAsync(int width, int height) => TmuxAsync("resize-window", "-x", Number(width), "-y", Number(height));

    /// <summary>Reads the screen.</summary>
    /// <param name="options">tmux's own: <c>-e</c> for the escape sequences, <c>-S -</c> for what has scrolled away.</param>
    internal async Task<string> ReadAsync(params string[] options) => await TmuxAsync(["capture-pane", "-p", .. options]);

    /// <summary>Has what is written to the terminal from now on, escape sequences and all, written to a file as well.</summary>
    internal Task RecordAsync(string file) => TmuxAsync("pipe-pane", $"exec cat >'{file}'");

    /// <summary>Asks tmux about the terminal.</summary>
    internal Task<string> DisplayAsync(string format) => TmuxAsync("display-message", "-p", format);

    /// <summary>Reads the screen until it is as it should be. The test's own time-out ends a wait in vain, and tells what there was.</summary>
    internal async Task<string> WaitAsync(Func<string, bool> condition, params string[] options)
    {
        string text = string.Empty;
        try
        {
            do
            {
                text = await ReadAsync(options);
            }
            while (!condition(text));
        }
        catch (OperationCanceledException exception)
        {
            throw new TimeoutException($"The screen is not as it should be:\n{text}", exception);
        }

        return text;
    }

    /// <summary>Runs the tool, written so that it can be told from what it prints.</summary>
    internal Task RunToolAsync(string arguments, string verb = "run") => TypeLineAsync($"clear; '{Tool.Path}' {verb} {arguments}");

    /// <summary>Gives the process that the shell waits for.</summary>
    internal async Task<int> JobAsync()
    {
        string shell = (await DisplayAsync("#{pane_pid}")).Trim();
        string children = await File.ReadAllTextAsync($"/proc/{shell}/task/{shell}/children", TestContext.Current.CancellationToken);
        return int.Parse(children, NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() =>
        _ = await ChildProcess.RunAsync(Tool.Options("tmux", ["-L", _server, "kill-server"], ChildInput.Null, ChildOutput.Capture), CancellationToken.None);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private async Task<string> TmuxAsync(params string[] arguments)
    {
        ChildResult result = await ChildProcess.RunAsync(
            Tool.Options("tmux", ["-L", _server, .. arguments], ChildInput.Null, ChildOutput.Capture), TestContext.Current.CancellationToken);
        Assert.True(result.Status.IsSuccess, result.StandardError!.Text);
        return result.StandardOutput!.Text;
    }
}
