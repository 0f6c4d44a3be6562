using System.Globalization;
using System.Text;

namespace Standpipe.Cli.Tests.Differential;

/// <summary>Many texts in one shell, each in a directory and a subshell of its own, and what the probes in them told.</summary>
internal sealed class ProbeShell : IDisposable
{
    private const int AccessMode = 3;      // O_ACCMODE
    private const int AppendMode = 0x400;  // O_APPEND
    private const int ProbeCount = 10;
    private const int OwnDescriptors = 10; // what a shell has open for itself begins here
    private const int Leash = 99;          // nobody else's number

    // All is told from a subshell: what it does to its own descriptors cannot be seen in those of the probe, $$.
    private static readonly string s_probe =
        "#!/bin/sh\n(\nprintf '%s\\0' \"$#\" \"$@\"\n"
        + $"printf '%s\\0' {string.Join(' ', ProbeCase.Variables.Select(name => $"\"${{{name}-}}\""))}\n"
        + "for n in 0 1 2 3 4 5 6 7 8 9 54 55 56 57 58 59 60 61 62 63; do test -e /proc/$$/fdinfo/$n || continue\n"
        + "while read -r key value; do case $key in flags:) printf '%s\\0%s\\0' \"$n\" \"$value\";; esac; done </proc/$$/fdinfo/$n\n"
        + "readlink -z /proc/$$/fd/$n; done\n"
        + ") >>\"$PROBE_REPORT/${0##*/}\"\n:\n";

    private const string Driver =
        "for d in *; do ( cd \"$d/files\" && PROBE_REPORT=$PWD/.. && export PROBE_REPORT && . ../graph ) </dev/null >\"$d/out\" 2>\"$d/err\"; done";

    private readonly Scratch _scratch = new();
    private readonly string _cases;
    private readonly string _shell;

    internal ProbeShell(string shell)
    {
        _shell = shell;
        _cases = Directory.CreateDirectory(_scratch.In("cases")).FullName;
        _ = Directory.CreateDirectory(_scratch.In("bin"));
        for (int i = 0; i < ProbeCount; i++)
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
        using AnonymousPipe leash = AnonymousPipe.Create();
        ChildProcessOptions options = new(_shell, "-c", Driver)
        {
            WorkingDirectory = _cases,
            ClearEnvironment = true,
            StandardInput = ChildInput.Null,
            StandardOutput = ChildOutput.Null,
            StandardError = ChildOutput.Null,
        };
        options.Environment["PATH"] = $"{_scratch.In("bin")}:/usr/bin:/bin";
        options.InheritedHandles.Add(leash.WriteEnd.As(Leash));
        _ = ChildProcess.Run(options);

        // No shell waits for what is in '>( )': but it has the other end of this.
        leash.WriteEnd.Dispose();
        Assert.Equal(0, leash.ReadEnd.Read(new byte[1]));
    }

    internal string Read(int number, ProbeCase one)
    {
        List<string> seen = [];
        return string.Join(" | ", one.Probes.Select(probe => Tale(number, Path.Combine(Case(number), probe), seen)));
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
        int descriptors = arguments + ProbeCase.Variables.Count;
        string[] words = fields[1..arguments];
        List<string> streams = [];
        for (int i = descriptors; i + 2 < fields.Length; i += 3)
        {
            // bash lets a substitution's command inherit the pipes of the substitutions before it; only those that the
            // command was told of count.
            int descriptor = int.Parse(fields[i], CultureInfo.InvariantCulture);
            if (descriptor < OwnDescriptors || Array.Exists(words, word => word.Contains($"/dev/fd/{descriptor}", StringComparison.Ordinal)))
            {
                streams.Add(ProbeCase.Say(descriptor, Stream(number, Convert.ToInt32(fields[i + 1], 8), fields[i + 2], seen)));
            }
        }

        return ProbeCase.Say(words, fields[arguments..descriptors], streams);
    }

    // That a pipe was opened to append, which it does anyhow, makes no difference.
    private string Stream(int number, int flags, string link, List<string> seen) =>
        Mode(link.StartsWith("pipe:", StringComparison.Ordinal) ? flags & AccessMode : flags) + Target(number, link, seen);

    private static string Mode(int flags) => (flags & AppendMode) != 0 ? "a:" : (flags & AccessMode) == 0 ? "r:" : "w:";

    private string Target(int number, string link, List<string> seen)
    {
        string files = Path.Combine(Case(number), "files") + "/";
        return link.StartsWith("pipe:", StringComparison.Ordinal) ? ProbeCase.Number(link, seen)
            : link.StartsWith(files, StringComparison.Ordinal) ? $"‹{link[files.Length..]}›"
            : Path.GetFileName(link);
    }
}
