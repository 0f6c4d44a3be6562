namespace Standpipe;

/// <summary>When a capture is complete.</summary>
public enum CapturePolicy
{
    /// <summary>
    /// At end of file: when every process that holds the pipe has closed it. Loses nothing, and waits for grandchildren
    /// that keep the pipe, for ever if they live for ever.
    /// </summary>
    UntilEndOfFile,

    /// <summary>
    /// When the child has ended and what was in the pipe at that moment has been read. No grandchild can hold the caller
    /// up; what one writes later is lost. <see cref="CapturedOutput.EndedBy"/> says whether one was left.
    /// </summary>
    UntilExit,
}
