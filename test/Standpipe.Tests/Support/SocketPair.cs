using System.Net;
using System.Net.Sockets;

namespace Standpipe.Tests;

/// <summary>Two connected stream sockets.</summary>
internal sealed class SocketPair : IDisposable
{
    internal SocketPair(AddressFamily family)
    {
        using ScratchDirectory directory = new();
        EndPoint address = family == AddressFamily.Unix ? new UnixDomainSocketEndPoint(directory["s"]) : new IPEndPoint(IPAddress.Loopback, 0);
        ProtocolType protocol = family == AddressFamily.Unix ? ProtocolType.Unspecified : ProtocolType.Tcp;
        using Socket listener = new(family, SocketType.Stream, protocol);
        listener.Bind(address);
        listener.Listen();
        Near = new Socket(family, SocketType.Stream, protocol);
        Near.Connect(listener.LocalEndPoint!);
        Far = listener.Accept();
    }

    /// <summary>The one that is tested.</summary>
    internal Socket Near { get; }

    internal Socket Far { get; }

    public void Dispose()
    {
        Near.Dispose();
        Far.Dispose();
    }
}
