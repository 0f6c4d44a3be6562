using Standpipe.Observation;

namespace Standpipe.Tests;

public class ByteAccountTests
{
    private const long Loading = 5_000;

    [Fact]
    public void Bytes_SidesThatAgreeFromTheFirstByte_AreExact()
    {
        ByteAccount account = new();
        account.Update(0, Loading, 0, writerRests: true, readerRests: true);
        account.Update(100_000, Loading + 40_000, 60_000, writerRests: false, readerRests: false);

        account.Update(200_000, Loading + 200_000, 0, writerRests: true, readerRests: true);

        Assert.Equal(200_000, account.Bytes);
        Assert.Equal(ByteQuality.Exact, account.Quality);
    }

    [Fact]
    public void Quality_ReaderThatLoadsUntilTheFirstByte_IsExact()
    {
        ByteAccount account = new();
        account.Update(0, 300, 0, writerRests: true, readerRests: false);
        account.Update(0, Loading, 0, writerRests: true, readerRests: true);
        account.Update(0, Loading + 700, 0, writerRests: true, readerRests: true);

        account.Update(200_000, Loading + 200_700, 0, writerRests: true, readerRests: true);

        Assert.Equal(ByteQuality.Exact, account.Quality);
    }

    [Fact]
    public void Quality_WriterSeenTooLate_IsEstimate()
    {
        ByteAccount account = new();
        account.Update(70_000, Loading + 70_000, 0, writerRests: true, readerRests: true);

        account.Update(200_000, Loading + 200_000, 0, writerRests: true, readerRests: true);

        Assert.Equal(200_000, account.Bytes);
        Assert.Equal(ByteQuality.Estimate, account.Quality);
    }

    [Fact]
    public void Quality_WriterThatAlsoWritesElsewhere_IsEstimate()
    {
        ByteAccount account = new();
        account.Update(0, Loading, 0, writerRests: true, readerRests: true);

        account.Update(100_030, Loading + 100_000, 0, writerRests: true, readerRests: true);

        Assert.Equal(ByteQuality.Estimate, account.Quality);
    }

    [Fact]
    public void Quality_DisagreementThatComesTwice_IsEstimateForGood()
    {
        ByteAccount account = new();
        account.Update(0, Loading, 0, writerRests: true, readerRests: true);
        account.Update(100_030, Loading + 100_000, 0, writerRests: true, readerRests: true);
        account.Update(200_030, Loading + 200_000, 0, writerRests: true, readerRests: true);

        account.Update(300_030, Loading + 300_030, 0, writerRests: true, readerRests: true);

        Assert.Equal(ByteQuality.Estimate, account.Quality);
    }

    [Fact]
    public void Quality_SidesReadInDifferentInstants_IsExactAgainAtTheNextLook()
    {
        ByteAccount account = new();
        account.Update(0, Loading, 0, writerRests: true, readerRests: true);
        account.Update(100_000, Loading + 100_500, 0, writerRests: true, readerRests: true);

        account.Update(200_000, Loading + 200_000, 0, writerRests: true, readerRests: true);

        Assert.Equal(ByteQuality.Exact, account.Quality);
    }

    [Fact]
    public void Bytes_WriterThatSplices_AreTheReaders()
    {
        ByteAccount account = new();
        account.Update(0, Loading, 0, writerRests: true, readerRests: true);

        account.Update(80, Loading + 50_000_000, 1_000, writerRests: true, readerRests: false);

        Assert.Equal(50_001_000, account.Bytes);
    }

    [Fact]
    public void Bytes_BothSidesSplice_AreUnknown()
    {
        ByteAccount account = new();
        account.Update(0, Loading, 0, writerRests: true, readerRests: true);
        Assert.Equal((0, ByteQuality.Estimate), (account.Bytes, account.Quality));

        account.Update(0, Loading, 65_536, writerRests: true, readerRests: false);
        account.Update(0, Loading, 4_096, writerRests: true, readerRests: false);
        Assert.Equal((null, ByteQuality.Unknown), (account.Bytes, account.Quality));
        account.Update(0, Loading, 0, writerRests: true, readerRests: true);

        Assert.Equal((null, ByteQuality.Unknown), (account.Bytes, account.Quality));
    }

    [Fact]
    public void Bytes_WriterThatSplicesLittle_AreTheReaders()
    {
        ByteAccount account = new();
        account.Update(0, Loading, 0, writerRests: true, readerRests: true);
        account.Update(0, Loading, 20_000, writerRests: true, readerRests: false);

        account.Update(0, Loading + 20_000, 0, writerRests: true, readerRests: true);

        Assert.Equal((20_000, ByteQuality.Estimate), (account.Bytes, account.Quality));
    }

    [Fact]
    public void Quality_NothingHasMoved_IsEstimate()
    {
        ByteAccount account = new();

        account.Update(0, Loading, 0, writerRests: true, readerRests: true);
        account.Update(0, Loading, 0, writerRests: true, readerRests: true);

        Assert.Equal((0, ByteQuality.Estimate), (account.Bytes, account.Quality));
    }

    [Fact]
    public void Bytes_ReaderThatSplices_AreTheWriters()
    {
        ByteAccount account = new();
        account.Update(0, Loading, 0, writerRests: true, readerRests: true);

        account.Update(50_000_000, Loading, 1_000, writerRests: true, readerRests: false);

        Assert.Equal(50_000_000, account.Bytes);
    }

    [Fact]
    public void Bytes_WriterThatWritesEverythingTwice_AreTheReaders()
    {
        ByteAccount account = new();
        account.Update(0, Loading, 0, writerRests: true, readerRests: true);

        account.Update(100_000_000, Loading + 50_000_000, 0, writerRests: true, readerRests: false);

        Assert.Equal(50_000_000, account.Bytes);
    }

    [Fact]
    public void Bytes_WriterInALongWrite_GrowWithTheReader()
    {
        ByteAccount account = new();
        account.Update(0, Loading, 0, writerRests: true, readerRests: true);

        account.Update(0, Loading + 3_000_000, 65_536, writerRests: false, readerRests: false);

        Assert.Equal(3_065_536, account.Bytes);
    }

    [Fact]
    public void Bytes_NeitherSideKnown_AreUnknown()
    {
        ByteAccount account = new();

        account.Update(null, null, 4_096, writerRests: true, readerRests: true);

        Assert.Null(account.Bytes);
        Assert.Equal(ByteQuality.Unknown, account.Quality);
    }

    [Theory]
    [InlineData(70_000L, null, 70_000L)]
    [InlineData(null, 70_000L, 66_000L)]
    public void Bytes_OneSideKnown_AreItsOwn(long? written, long? read, long expected)
    {
        ByteAccount account = new();
        account.Update(written is null ? null : 0, read is null ? null : 4_000, 0, writerRests: true, readerRests: true);

        account.Update(written, read, 0, writerRests: true, readerRests: true);

        Assert.Equal(expected, account.Bytes);
    }
}
