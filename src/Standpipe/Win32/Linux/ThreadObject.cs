using System.Runtime.Versioning;

namespace Standpipe.Win32.Linux;

/// <summary>A thread: a pidfd, which polls readable once the thread has ended.</summary>
/// <param name="processId">The process that it is in.</param>
/// <param name="threadId">Its id.</param>
[SupportedOSPlatform("linux")]
internal sealed class ThreadObject(int processId, int threadId) : KernelObject
{
    /// <summary>Its id.</summary>
    internal int ThreadId => threadId;

    /// <summary>Whether it is one of this process's.</summary>
    internal bool IsOurs => processId == Environment.ProcessId;
}
