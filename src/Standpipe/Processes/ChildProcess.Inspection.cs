using Standpipe.Inspection;

namespace Standpipe;

/// <content>Who is at the other end.</content>
public sealed partial class ChildProcess
{
    /// <summary>Tells who holds the write end of the child's output and error, as far as these are pipes to here: who keeps end of file away.</summary>
    /// <returns>
    /// The ends that were seen; empty if nobody holds one any more. While the child runs it is among them, as a rule. After its exit they are those it
    /// left behind, by inheritance, and this process, if it kept a copy.
    /// </returns>
    /// <exception cref="PlatformNotSupportedException">On Windows, which does not tell who holds a pipe.</exception>
    /// <exception cref="IOException">There is no <c>/proc</c> to look at.</exception>
    /// <remarks>
    /// <para><b>Blocking</b>: it looks at every process of the machine once, in some milliseconds.</para>
    /// <para><b>Linux</b>: also after a capture has ended by <see cref="CapturePolicy.UntilExit"/>. Another user's process is not seen.</para>
    /// </remarks>
    public IReadOnlyList<PipeHolder> FindOutputHolders()
    {
        PipeMap map = PipeMap.Capture(new PipeMapOptions { MeasureContents = false });
        return
        [
            .. _streams.FindOutputPipes().Distinct().Select(map.FindPipe).OfType<MappedPipe>().SelectMany(pipe => pipe.Writers),
        ];
    }
}
