using System.Runtime.InteropServices;

namespace Standpipe.Platform.Linux;

/// <summary>A NULL-terminated array of C strings in native memory, in one block.</summary>
internal sealed unsafe class NativeStrings : IDisposable
{
    private void* _block;

    /// <summary>Copies the strings.</summary>
    /// <param name="strings">Bytes without the terminating NUL.</param>
    internal NativeStrings(IReadOnlyList<byte[]> strings)
    {
        nuint pointers = (nuint)(strings.Count + 1) * (nuint)sizeof(byte*);
        nuint bytes = 0;
        foreach (byte[] text in strings)
        {
            bytes += (nuint)text.Length + 1;
        }

        _block = NativeMemory.Alloc(pointers + bytes);
        byte** pointer = (byte**)_block;
        byte* next = (byte*)_block + pointers;
        foreach (byte[] text in strings)
        {
            // SAFETY: the block was sized above for exactly these copies, each with its NUL.
            text.CopyTo(new Span<byte>(next, text.Length));
            next[text.Length] = 0;
            *pointer++ = next;
            next += text.Length + 1;
        }

        *pointer = null;
    }

    /// <summary>The array, as execve takes it.</summary>
    internal byte** Pointer => (byte**)_block;

    /// <inheritdoc/>
    public void Dispose()
    {
        NativeMemory.Free(_block);
        _block = null;
    }
}
