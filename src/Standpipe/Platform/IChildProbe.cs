namespace Standpipe.Platform;

/// <summary>What can be learned of one child, up to the moment in which it is reaped.</summary>
internal interface IChildProbe : IDisposable
{
    /// <summary>The bytes that it, and children that it has waited for, have written, to whatever; null if that is not told.</summary>
    long? ReadBytesWritten();

    /// <summary>The bytes that it has read and written, from and to whatever: a number that changes whenever it moves some; null if that is not told.</summary>
    long? ReadBytesMoved();

    /// <summary>Whether it has ended or is about to: the system has begun to take it down, which closes its descriptors before anybody is told of its end.</summary>
    bool IsEnding();

    /// <summary>Whether a write without a reader is an error that it sees, and not its end: it ignores or handles the signal. Null if that is not told.</summary>
    bool? SurvivesBrokenPipe();
}
