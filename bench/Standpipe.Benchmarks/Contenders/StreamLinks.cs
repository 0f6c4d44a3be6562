using System.Globalization;
using System.IO.Pipes;

namespace Standpipe.Benchmarks.Contenders;

/// <summary>Two pipes of System.IO.Pipes.</summary>
internal static class StreamLinks
{
    /// <summary>Makes them.</summary>
    internal static LinkToPeer Create(bool isAsynchronous)
    {
        AnonymousPipeServerStream output = new(PipeDirection.Out, HandleInheritability.Inheritable);
        AnonymousPipeServerStream input = new(PipeDirection.In, HandleInheritability.Inheritable);
        return new LinkToPeer(
            new Link(input, output, isAsynchronous, output.SafePipeHandle.DangerousGetHandle()),
            ForPeer(output),
            ForPeer(input),
            () =>
            {
                output.DisposeLocalCopyOfClientHandle();
                input.DisposeLocalCopyOfClientHandle();
            });
    }

    /// <summary>Opens the ends of the child.</summary>
    internal static Link Open(string input, string output, bool isAsynchronous) => new(
        new AnonymousPipeClientStream(PipeDirection.In, input),
        new AnonymousPipeClientStream(PipeDirection.Out, output),
        isAsynchronous,
        outputDescriptor: -1);

    private static InheritedHandle ForPeer(AnonymousPipeServerStream stream) =>
        InheritedHandle.FromFileDescriptor(int.Parse(stream.GetClientHandleAsString(), CultureInfo.InvariantCulture));
}
