namespace Standpipe;

/// <summary>What ended a capture.</summary>
public enum CaptureEnd
{
    /// <summary>End of file: nobody holds the pipe any more.</summary>
    EndOfFile,

    /// <summary>The child's exit, with the pipe drained; some other process still holds it.</summary>
    ProcessExited,
}
