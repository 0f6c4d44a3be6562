using System.Net.Sockets;

namespace Standpipe;

/// <summary>Sockets that carry a stream of bytes, as a pipe does.</summary>
internal static class StreamSocket
{
    /// <summary>Checks that a socket is one.</summary>
    /// <exception cref="ArgumentException">It carries messages.</exception>
    internal static void Require(Socket socket, string parameterName)
    {
        ArgumentNullException.ThrowIfNull(socket, parameterName);
        ObjectDisposedException.ThrowIf(socket.SafeHandle.IsClosed, socket);
        if (socket.SocketType != SocketType.Stream)
        {
            throw new ArgumentException("A pipe has no messages: only a stream socket takes its bytes or gives it some.", parameterName);
        }
    }
}
