using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace Standpipe.Benchmarks.Contenders;

/// <summary>Two pipes whose ends are unbuffered files to .NET.</summary>
internal static class FileLinks
{
    /// <summary>Makes them.</summary>
    internal static LinkToPeer Create()
    {
        AnonymousPipe forth = AnonymousPipe.Create();
        AnonymousPipe back = AnonymousPipe.Create();
        Link link = Of(back.ReadEnd.SafeFileHandle, forth.WriteEnd.SafeFileHandle);
        return new LinkToPeer(link, forth.ReadEnd, back.WriteEnd, static () => { });
    }

    /// <summary>Opens the ends of the child.</summary>
    internal static Link Open(string input, string output) => Of(Handle(input), Handle(output));

    private static Link Of(SafeFileHandle input, SafeFileHandle output) => new(
        new FileStream(input, FileAccess.Read, bufferSize: 0, isAsync: false),
        new FileStream(output, FileAccess.Write, bufferSize: 0, isAsync: false),
        isAsynchronous: false,
        output.DangerousGetHandle());

    private static SafeFileHandle Handle(string value) => new(nint.Parse(value, CultureInfo.InvariantCulture), ownsHandle: true);
}
