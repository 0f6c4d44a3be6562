using System.Globalization;
using System.Text;

namespace Standpipe.Platform.Linux;

/// <summary>Processes that have ended and wait for their parent to ask.</summary>
internal static class LinuxZombie
{
    private const int StateField = 0;
    private const int ExitCodeField = 49;

    /// <summary>The wait status of a zombie, as /proc tells it to those who may trace it (proc_pid_stat(5), field 52).</summary>
    /// <returns>Null if it is none, or may not be looked at.</returns>
    internal static int? Status(int pid)
    {
        string text;
        try
        {
            text = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/stat"), Encoding.Latin1);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It is gone, or not ours to look at.
            return null;
        }

        // Counted from the state, which follows the name in parentheses.
        string[] fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        return fields[StateField] == "Z" && fields.Length > ExitCodeField
            ? int.Parse(fields[ExitCodeField], CultureInfo.InvariantCulture)
            : null;
    }
}
