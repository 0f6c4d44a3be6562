using System.Buffers;

namespace Standpipe.Tests;

/// <summary>Memory that counts how often it is pinned at this moment.</summary>
internal sealed class CountedMemory(byte[] bytes) : MemoryManager<byte>
{
    private int _pins;

    internal int Pins => Volatile.Read(ref _pins);

    public override Span<byte> GetSpan() => bytes;

    public override MemoryHandle Pin(int elementIndex = 0)
    {
        MemoryHandle handle = bytes.AsMemory(elementIndex).Pin();
        _ = Interlocked.Increment(ref _pins);
        unsafe
        {
            // SAFETY: the array stays pinned by the inner handle, which lives until Unpin.
            return new MemoryHandle(handle.Pointer, pinnable: new Release(this, handle));
        }
    }

    public override void Unpin() => throw new InvalidOperationException("Every pin has its own release.");

    protected override void Dispose(bool disposing)
    {
    }

    private sealed class Release(CountedMemory memory, MemoryHandle handle) : IPinnable
    {
        private MemoryHandle _handle = handle;

        public MemoryHandle Pin(int elementIndex) => throw new NotSupportedException();

        public void Unpin()
        {
            _handle.Dispose();
            _ = Interlocked.Decrement(ref memory._pins);
        }
    }
}
