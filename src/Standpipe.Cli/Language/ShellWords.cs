using System.Buffers;

namespace Standpipe.Cli.Language;

/// <summary>The words that a shell does not look for as programs.</summary>
internal static class ShellWords
{
    // What sh understands before it looks for any program (POSIX 2.4, and what POSIX leaves to the shell).
    private static readonly HashSet<string> s_reserved = new(StringComparer.Ordinal)
    {
        "!", "{", "}", "case", "do", "done", "elif", "else", "esac", "fi", "for", "function", "if", "in", "select", "then",
        "until", "while",
    };

    // What sh does itself and no program can do for it (POSIX 2.14 and 1.6).
    private static readonly HashSet<string> s_builtins = new(StringComparer.Ordinal)
    {
        ".", ":", "alias", "bg", "break", "cd", "command", "continue", "eval", "exec", "exit", "export", "fc", "fg", "getopts",
        "hash", "jobs", "local", "read", "readonly", "return", "set", "shift", "source", "times", "trap", "type", "ulimit",
        "umask", "unalias", "unset", "wait",
    };

    // What bash adds to both. It matters where only bash knows the rest of the graph, too.
    private static readonly HashSet<string> s_bashReserved = new(StringComparer.Ordinal) { "coproc", "time" };

    private static readonly HashSet<string> s_bashBuiltins = new(StringComparer.Ordinal)
    {
        "bind", "builtin", "caller", "compgen", "complete", "compopt", "declare", "dirs", "disown", "enable", "help", "history",
        "let", "logout", "mapfile", "popd", "pushd", "readarray", "shopt", "suspend", "typeset",
    };

    // What needs no quotes anywhere in a word. '=' is not among them: before a command it makes a variable.
    private static readonly SearchValues<char> s_plain =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:,%@+");

    /// <summary>Writes a word so that every shell takes it as it is.</summary>
    internal static string Quote(string word) => word.Length > 0 && !word.AsSpan().ContainsAnyExcept(s_plain)
        ? word
        : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    /// <summary>Whether the shell takes the unquoted word for its grammar.</summary>
    internal static bool IsReserved(string word, bool inBash) => s_reserved.Contains(word) || (inBash && s_bashReserved.Contains(word));

    /// <summary>Whether the shell does what the word says itself, and is needed for it.</summary>
    internal static bool IsBuiltin(string word, bool inBash) => s_builtins.Contains(word) || (inBash && s_bashBuiltins.Contains(word));
}
