using System.Runtime.Versioning;
using Standpipe.Win32;
using Standpipe.Win32.Linux;

namespace Standpipe.Tests.Win32;

/// <summary>Transfers of more than 2 GiB, which go in two parts: where the second begins.</summary>
[SupportedOSPlatform("linux")]
public sealed class TransfersTests
{
    [Theory]
    [InlineData(0u, 0u, 0x7FFFFFFFu, 0x7FFFFFFFu, 0u)]
    [InlineData(0x90000000u, 1u, 0x7FFFFFFFu, 0x0FFFFFFFu, 2u)]
    [InlineData(uint.MaxValue, uint.MaxValue, 0x7FFFFFFFu, uint.MaxValue, uint.MaxValue)]
    public void Advanced_IsSoMuchFurtherOn(uint low, uint high, uint by, uint expectedLow, uint expectedHigh)
    {
        OVERLAPPED rest = Transfers.Advanced(new OVERLAPPED { Offset = low, OffsetHigh = high, InternalHigh = 5 }, by);

        Assert.Equal((expectedLow, expectedHigh, (nuint)5), (rest.Offset, rest.OffsetHigh, rest.InternalHigh));
    }
}
