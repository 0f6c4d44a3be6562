namespace Standpipe;

/// <summary>What came of a child: how it ended, what it wrote, what it took.</summary>
public sealed class ChildResult
{
    // As much of the captured error output as helps in a message.
    private const int QuotedCharacters = 1000;

    private readonly string _program;

    internal ChildResult(
        string program, ExitStatus status, CapturedOutput? standardOutput, CapturedOutput? standardError, long? inputBytesWritten)
    {
        _program = program;
        Status = status;
        StandardOutput = standardOutput;
        StandardError = standardError;
        InputBytesWritten = inputBytesWritten;
    }

    /// <summary>Gets how the child ended.</summary>
    /// <value>A code or a signal, with resource usage.</value>
    public ExitStatus Status { get; }

    /// <summary>Gets what was captured of standard output.</summary>
    /// <value><see langword="null"/> if it was not captured.</value>
    public CapturedOutput? StandardOutput { get; }

    /// <summary>Gets what was captured of standard error.</summary>
    /// <value><see langword="null"/> if it was not captured.</value>
    public CapturedOutput? StandardError { get; }

    /// <summary>Gets how many bytes of what was fed to standard input went into the pipe.</summary>
    /// <value>
    /// Fewer than given if the child stopped reading, which is no error; <see langword="null"/> if nothing was fed. Of a
    /// stream whose feeding the child's exit ended, the last block, up to 64 KiB, may not be counted.
    /// </value>
    public long? InputBytesWritten { get; }

    /// <summary>Checks that the child exited with code 0.</summary>
    /// <returns>This result.</returns>
    /// <exception cref="ChildExitException">It did not; the message quotes what was captured of standard error.</exception>
    public ChildResult EnsureSuccess()
    {
        if (Status.IsSuccess)
        {
            return this;
        }

        string quoted = StandardError?.Text.Trim() ?? string.Empty;
        string tail = quoted.Length > QuotedCharacters ? "..." + quoted[^QuotedCharacters..] : quoted;
        string separator = tail.Length == 0 ? string.Empty : ": ";
        throw new ChildExitException($"'{_program}' ended with {Status}{separator}{tail}", Status);
    }
}
