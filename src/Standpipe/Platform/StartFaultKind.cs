namespace Standpipe.Platform;

/// <summary>The sorts of <see cref="StartFault"/>.</summary>
internal enum StartFaultKind
{
    /// <summary>None of those below.</summary>
    Other,

    /// <summary>There is no such program.</summary>
    NotFound,

    /// <summary>There is one, but this user may not execute it.</summary>
    NotExecutable,

    /// <summary>It is a directory.</summary>
    IsDirectory,

    /// <summary>It is not a program of this system.</summary>
    BadFormat,

    /// <summary>No descriptor is left, or one was asked for beyond the limit.</summary>
    TooManyDescriptors,

    /// <summary>Arguments and environment are too long.</summary>
    ArgumentListTooLong,

    /// <summary>The working directory does not exist or cannot be entered.</summary>
    WorkingDirectory,

    /// <summary>The system has no memory or no process left.</summary>
    OutOfResources,
}
