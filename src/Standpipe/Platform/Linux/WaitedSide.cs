using System.Runtime.Versioning;

namespace Standpipe.Platform.Linux;

/// <summary>One of several descriptors that a thread waits for.</summary>
/// <param name="FileDescriptor">What to poll; negative: nothing, only its closing counts.</param>
/// <param name="Events">What for; 0: for the other side's going.</param>
/// <param name="Ignored">What poll reports unasked and nobody need wake up for, or 0.</param>
/// <param name="Blocked">Its list of waiting threads, if it is one of our ends.</param>
[SupportedOSPlatform("linux")]
internal readonly record struct WaitedSide(int FileDescriptor, short Events, short Ignored, BlockedThreads? Blocked);
