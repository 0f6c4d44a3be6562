using System.Globalization;
using System.Text;

namespace Standpipe.Cli.Tests.Differential;

/// <summary>Many texts in one sh, each in a directory and a subshell of its own, and what the probes in them told.</summary>
internal sealed class ProbeShell : IDisposable
{
    private const int AccessMode = 3;      // O_ACCMODE
    private const int AppendMode = 0x400;  // O_APPEND

    // All is told from a subshell: what it does to its own descriptors cannot be seen in those of the probe, $$.
    private static readonly string s_probe =
        "#!/bin/sh\n(\nprintf '%s\\0' \"$#\" \"$@\"\n"
        + $"printf '%s\\0' {string.Join(' ', ProbeCase.Variables.Select(name => $"\"${{{name}-}}\""))}\n"
        + "for n in 0 1 2; do while read -r key value; do case $key in flags:) printf '%s\\0' \"$value\";; esac; done </proc/$$/fdinfo/$n; done\n"
        + "exec readlink -z /proc/$$/fd/0 /proc/$$/fd/1 /proc/$$/fd/2\n"
        + ") >>\"$PROBE_REPORT/${0##*/}\"\n:\n";

    private const string Driver =
        "for d in *; do ( cd \"$d/files\" && PROBE_REPORT=$PWD/.. && export PROBE_REPORT && . ../graph ) </dev/null >\"$d/out\" 2>\"$d/err\"; done";

    private readonly Scratch _scratch = new();
    private readonly string _cases;

    internal ProbeShell()
    {
        _cases = Directory.CreateDirectory(_scratch.In("cases")).FullName;
        _ = Directory.CreateDirectory(_scratch.In("bin"));
        for (int i = 0; i < 3; i++)
        {
            _ = _scratch.Write($"bin/p{i}", s_probe, executable: true);
        }
    }

    internal void Add(int number, ProbeCase one)
    {
        string files = Directory.CreateDirectory(Path.Combine(Case(number), "files")).FullName;
        File.WriteAllText(Path.Combine(Case(number), "graph"), one.ForShell);
        foreach (string name in one.InputFiles)
        {
            File.WriteAllBytes(Path.Combine(files, name), []);
        }
    }

    internal void Run()
    {
        ChildProcessOptions options = new(Shell.Path, "-c", Driver)
        {
            WorkingDirectory = _cases,
            ClearEnvironment = true,
            StandardInput = ChildInput.Null,
            StandardOutput = ChildOutput.Null,
            StandardError = ChildOutput.Null,
        };
        options.Environment["PATH"] = $"{_scratch.In("bin")}:/usr/bin:/bin";
        _ = ChildProcess.Run(options);
    }

    internal string Read(int number, int stages)
    {
        List<string> seen = [];
        return string.Join(" | ", Enumerable.Range(0, stages).Select(i => Tale(number, Path.Combine(Case(number), $"p{i}"), seen)));
    }

    internal string Complaints(int number) => File.ReadAllText(Path.Combine(Case(number), "err"));

    public void Dispose() => _scratch.Dispose();

    private string Case(int number) => Path.Combine(_cases, number.ToString("0000", CultureInfo.InvariantCulture));

    private string Tale(int number, string report, List<string> seen)
    {
        if (!File.Exists(report))
        {
            return "(not run)";
        }

        string[] fields = Encoding.UTF8.GetString(File.ReadAllBytes(report)).Split('\0');
        int arguments = 1 + int.Parse(fields[0], CultureInfo.InvariantCulture);
        int flags = arguments + ProbeCase.Variables.Count;
        int links = flags + 3;
        IEnumerable<string> streams =
            Enumerable.Range(0, 3).Select(fd => Mode(Convert.ToInt32(fields[flags + fd], 8)) + Target(number, fields[links + fd], seen));
        return ProbeCase.Say(fields[1..arguments], fields[arguments..flags], [.. streams]);
    }

    private static string Mode(int flags) => (flags & AppendMode) != 0 ? "a:" : (flags & AccessMode) == 0 ? "r:" : "w:";

    private string Target(int number, string link, List<string> seen)
    {
        string files = Path.Combine(Case(number), "files") + "/";
        return link.StartsWith("pipe:", StringComparison.Ordinal) ? ProbeCase.Number(link, seen)
            : link.StartsWith(files, StringComparison.Ordinal) ? $"‹{link[files.Length..]}›"
            : Path.GetFileName(link);
    }
}
