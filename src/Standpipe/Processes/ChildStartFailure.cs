namespace Standpipe;

/// <summary>Why a child could not be started.</summary>
public enum ChildStartFailure
{
    /// <summary>None of those below; the message says what.</summary>
    Other,

    /// <summary>There is no such program, or the interpreter that it names is missing.</summary>
    NotFound,

    /// <summary>The file is there, but this user may not execute it.</summary>
    NotExecutable,

    /// <summary>It is a directory.</summary>
    IsDirectory,

    /// <summary>It is not a program that this system can execute.</summary>
    BadFormat,

    /// <summary>No descriptor is left in this process or this system, or a number beyond the limit was asked for.</summary>
    TooManyDescriptors,

    /// <summary>Arguments and environment together are too long.</summary>
    ArgumentListTooLong,

    /// <summary>The working directory does not exist or cannot be entered.</summary>
    WorkingDirectory,

    /// <summary>The system has no memory or no process left.</summary>
    OutOfResources,
}
