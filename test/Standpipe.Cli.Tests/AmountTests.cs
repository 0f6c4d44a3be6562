namespace Standpipe.Cli.Tests;

public class AmountTests
{
    [Theory]
    [InlineData(null, "-")]
    [InlineData(0.0, "0 B")]
    [InlineData(999.0, "999 B")]
    [InlineData(1000.0, "0.98 KiB")]
    [InlineData(1024.0, "1.00 KiB")]
    [InlineData(10234.0, "9.99 KiB")]
    [InlineData(10239.0, "10.0 KiB")]
    [InlineData(102400.0, "100 KiB")]
    [InlineData(1023488.0, "0.98 MiB")]
    [InlineData(5701632000.0, "5.31 GiB")]
    [InlineData(9.3e18, "8260 PiB")]
    [InlineData(double.NaN, "-")]
    public void Bytes_AnyNumber_HasThreeDigitsAndAUnit(double? bytes, string text) => Assert.Equal(text, Amount.Bytes(bytes));

    [Theory]
    [InlineData(65536.0, "64 KiB")]
    [InlineData(1536.0, "1.5 KiB")]
    [InlineData(100.0, "100 B")]
    [InlineData(102400.0, "100 KiB")]
    public void Round_RoundNumber_HasNoZeroesBehindThePoint(double bytes, string text) => Assert.Equal(text, Amount.Round(bytes));

    [Theory]
    [InlineData(null, "-")]
    [InlineData(0.004, "0%")]
    [InlineData(0.005, "1%")]
    [InlineData(1.0, "100%")]
    [InlineData(15.5, "1550%")]
    [InlineData(double.NaN, "-")]
    public void Share_AnyNumber_IsPercent(double? share, string text) => Assert.Equal(text, Amount.Share(share));

    [Theory]
    [InlineData(0, "00:00")]
    [InlineData(59.9, "00:59")]
    [InlineData(3599, "59:59")]
    [InlineData(3725, "1:02:05")]
    public void Clock_Time_IsAClock(double seconds, string text) => Assert.Equal(text, Amount.Clock(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(0.2, "1 s")]
    [InlineData(89, "89 s")]
    [InlineData(360, "6 min")]
    [InlineData(9000, "2.5 h")]
    public void About_Time_IsNotPrecise(double seconds, string text) => Assert.Equal(text, Amount.About(TimeSpan.FromSeconds(seconds)));
}
