using System.Buffers.Text;

namespace Standpipe.Platform.Linux;

/// <summary>What the link /proc/PID/fd/N leads to.</summary>
/// <param name="Kind">The sort of thing.</param>
/// <param name="Inode">Its inode, for pipes and sockets; else 0.</param>
internal readonly record struct ProcLink(DescriptorKind Kind, ulong Inode)
{
    /// <summary>Reads the link's text: <c>pipe:[4711]</c>, <c>/dev/pts/0</c>.</summary>
    internal static ProcLink Parse(ReadOnlySpan<byte> text)
    {
        if (TryInode(text, "pipe:["u8, out ulong pipe))
        {
            return new ProcLink(DescriptorKind.Pipe, pipe);
        }

        if (TryInode(text, "socket:["u8, out ulong socket))
        {
            return new ProcLink(DescriptorKind.Socket, socket);
        }

        bool isTerminal = text.StartsWith("/dev/pts/"u8) || text.StartsWith("/dev/tty"u8) || text.SequenceEqual("/dev/console"u8);
        DescriptorKind kind = isTerminal ? DescriptorKind.Terminal
            : text.StartsWith("/"u8) ? DescriptorKind.File
            : text.IsEmpty ? DescriptorKind.Unknown : DescriptorKind.Other;
        return new ProcLink(kind, 0);
    }

    private static bool TryInode(ReadOnlySpan<byte> text, ReadOnlySpan<byte> prefix, out ulong inode)
    {
        inode = 0;
        return text.StartsWith(prefix) && text.EndsWith("]"u8)
            && Utf8Parser.TryParse(text[prefix.Length..^1], out inode, out int used) && used == text.Length - prefix.Length - 1;
    }
}
