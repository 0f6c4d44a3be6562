using Standpipe.Cli.Viewing;

namespace Standpipe.Cli.Tests.Viewing;

/// <summary>Frames to draw.</summary>
internal static class Frames
{
    private const long MiB = 1 << 20;

    /// <summary>Gets <c>tar | zstd | ssh</c>, in which zstd holds the others up.</summary>
    internal static FlowFrame Straight { get; } = new(
        TimeSpan.FromSeconds(42.4),
        [
            new FlowStage("tar", "blocked writing", FlowActivity.Writing) { Processor = 0.11, Reading = 0, Writing = 0.95 },
            new FlowStage("zstd", "running", FlowActivity.Computing) { Processor = 0.99, Reading = 0.003, Writing = 0 },
            new FlowStage("ssh", "blocked reading", FlowActivity.Reading) { Processor = 0.03, Reading = 0.98, Writing = null },
        ],
        [
            new FlowEdge("tar", "tar.1", "zstd", "zstd.0")
            {
                Fill = 0.97, Rate = 128 * MiB, Bytes = 5437 * MiB, Rates = [0, 40, 80, 120, 128, 128, 127, 128],
            },
            new FlowEdge("zstd", "zstd.1", "ssh", "ssh.0")
            {
                Fill = 0.01, Rate = 24.6 * MiB, Bytes = 1044 * MiB, Rates = [0, 10, 20, 24, 20, 24, 24, 24],
            },
        ])
    {
        Verdict = new FlowVerdict(
            "zstd", "zstd used a whole processor while its input was full and its output empty.", "let it use more processors: zstd -T0."),
        Input = new FlowInput("srv.img", 46 * MiB, 100 * MiB, TimeSpan.FromMinutes(6)),
    };

    /// <summary>Gets a diamond: <c>tee</c> to two branches that meet again.</summary>
    internal static FlowFrame Diamond { get; } = new(
        TimeSpan.FromSeconds(3725),
        [
            new FlowStage("tee", "blocked writing", FlowActivity.Writing) { Processor = 0.02, Reading = 0.1, Writing = 0.88 },
            new FlowStage("grep", "blocked reading", FlowActivity.Reading) { Processor = 0.3, Reading = 0.7, Writing = 0 },
            new FlowStage("sha256sum", "running", FlowActivity.Computing) { Processor = 1, Reading = 0, Writing = 0 },
            new FlowStage("paste", "blocked reading", FlowActivity.Reading) { Processor = 0, Reading = 1, Writing = 0 },
        ],
        [
            new FlowEdge("tee", "tee.1", "grep", "grep.0") { Fill = 0.2, Rate = 3 * MiB, Bytes = 4096 },
            new FlowEdge("tee", "tee.3", "sha256sum", "sha256sum.0") { Fill = 1, Rate = 3 * MiB, Bytes = 4096 },
            new FlowEdge("grep", "grep.1", "paste", "paste.0") { Fill = null, Rate = null, Bytes = null },
            new FlowEdge("sha256sum", "sha256sum.1", "paste", "paste.3") { Fill = 0, Rate = 0, Bytes = 0 },
        ])
    {
        Verdict = new FlowVerdict("sha256sum", "sha256sum used a whole processor.", null),
    };

    /// <summary>Gets names of stages that would draw by themselves, or take two columns a character.</summary>
    internal static FlowFrame Hostile { get; } = new(
        TimeSpan.FromDays(100),
        [new FlowStage("\e[2Jclear\r\n\a", "\tstate\e[31m", FlowActivity.Other), new FlowStage("漢字漢字漢字漢字漢字漢字漢字漢字", "running", FlowActivity.Computing) { Processor = 64 }],
        [new FlowEdge("\e[2Jclear\r\n\a", "\e.1", "漢字漢字漢字漢字漢字漢字漢字漢字", "漢字.0") { Bytes = long.MaxValue, Rate = double.PositiveInfinity, Fill = double.NaN }])
    {
        Verdict = new FlowVerdict("name\e[5m", "\e]0;title\a because", "\e[1m"),
    };

    /// <summary>Gets the text of a drawing, its lines joined.</summary>
    internal static string Text(FlowFrame frame, int width, int height = 30, bool unicode = true) =>
        string.Join('\n', FlowView.Draw(frame, new ViewLook(width, height, unicode)).Select(line => line.ToString())) + "\n";
}
