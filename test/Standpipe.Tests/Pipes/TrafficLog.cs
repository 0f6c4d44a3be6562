namespace Standpipe.Tests.Pipes;

/// <summary>What went into a pipe, or came out of it, in the order in which it was begun. One thread at a time.</summary>
internal sealed class TrafficLog
{
    private readonly List<byte> _bytes = [];

    /// <summary>What is certain.</summary>
    internal IReadOnlyList<byte> Bytes => _bytes;

    /// <summary>What an end's disposal met on its way: some of the first of these bytes went in, nobody knows how many.</summary>
    internal byte[] Uncertain { get; private set; } = [];

    internal void Add(ReadOnlySpan<byte> bytes)
    {
        Assert.True(bytes.IsEmpty || Uncertain.Length == 0, "bytes went in after the end was disposed of");
        _bytes.AddRange(bytes);
    }

    internal void AddUncertain(byte[] bytes)
    {
        // Only the first that was stopped can have begun.
        Uncertain = Uncertain.Length == 0 ? bytes : Uncertain;
    }

    /// <summary>Fails unless the others are this one's first, so many at least; then the first of the uncertain ones.</summary>
    internal void AssertBegin(IReadOnlyList<byte> other, int least)
    {
        Assert.InRange(other.Count, least, _bytes.Count + Uncertain.Length);
        for (int i = 0; i < other.Count; i++)
        {
            byte expected = i < _bytes.Count ? _bytes[i] : Uncertain[i - _bytes.Count];
            if (other[i] != expected)
            {
                Assert.Fail($"byte {i} of {other.Count} is not the one that was written");
            }
        }
    }
}
