using System.IO.Pipes;
using System.Net.Sockets;
using Standpipe.Platform;

namespace Standpipe;

/// <summary>A stream, not of this library, that is nothing but a descriptor, as one side of a transfer that the kernel makes.</summary>
/// <remarks>Only streams of exactly these types: what is derived from them may do anything with the bytes.</remarks>
internal sealed class KernelStream
{
    private readonly FileStream? _file;
    private readonly long _start;

    private KernelStream(SpliceSide side, bool canGo) => (Side, CanGo) = (side, canGo);

    private KernelStream(FileStream file)
    {
        // The getter drops what the stream has read ahead, and writes what it holds back.
        Side = SpliceSide.Of(file.SafeFileHandle, file.CanSeek ? file.Position : -1);
        (_file, _start) = (file, Side.Offset);
    }

    /// <summary>The descriptor. A file's has an offset of its own: the stream's position, not the descriptor's.</summary>
    internal SpliceSide Side { get; }

    /// <summary>Whether its other side can go.</summary>
    internal bool CanGo { get; }

    /// <summary>The stream as a destination; or <see langword="null"/>: copy.</summary>
    internal static KernelStream? ForWriting(Stream stream) => stream.CanWrite ? Of(stream, writes: true) : null;

    /// <summary>The stream as a source; or <see langword="null"/>: copy.</summary>
    internal static KernelStream? ForReading(Stream stream) => stream.CanRead ? Of(stream, writes: false) : null;

    /// <summary>Has a file's stream, and its descriptor, be where the transfer ended.</summary>
    internal void MoveOn()
    {
        if (_file is not null && _start >= 0 && Side.Offset > _start)
        {
            _file.Position = Side.Offset;

            // Asking for the handle is what makes the descriptor's position the stream's.
            _ = _file.SafeFileHandle;
        }
    }

    private static KernelStream? Of(Stream stream, bool writes) => stream switch
    {

        // Into a file the kernel copies in any case, and holds the pipe meanwhile: reading and writing takes half the time (docs/decisions/0011).
        FileStream file when !writes && file.GetType() == typeof(FileStream) => new KernelStream(file),
        AnonymousPipeServerStream pipe => new KernelStream(SpliceSide.Of(pipe.SafePipeHandle), canGo: true),
        AnonymousPipeClientStream pipe => new KernelStream(SpliceSide.Of(pipe.SafePipeHandle), canGo: true),
        NetworkStream network when network.GetType() == typeof(NetworkStream) => OfSocket(network.Socket, writes),
        _ => null,
    };

    /// <summary>A time limit is the stream's own business.</summary>
    private static KernelStream? OfSocket(Socket socket, bool writes) =>
        socket.SocketType == SocketType.Stream && (writes ? socket.SendTimeout : socket.ReceiveTimeout) <= 0
            ? new KernelStream(SpliceSide.Of(socket.SafeHandle), canGo: true)
            : null;
}
