using Standpipe.Win32;
using Standpipe.Win32.Linux;

namespace Standpipe.Tests.Win32;

/// <summary>Which value a descriptor's handle has, and the way back.</summary>
public sealed class HandleValueTests
{
    [Theory]
    [InlineData(0, 4)]
    [InlineData(1, 8)]
    [InlineData(2, 12)]
    [InlineData(16, 16)]
    [InlineData(20, 20)]
    [InlineData(1_048_572, 1_048_572)]
    [InlineData(int.MaxValue - 3, int.MaxValue - 3)]
    public void Descriptor_ThatCanBeAHandle_HasItsValue(int fileDescriptor, int value)
    {
        int index = HandleValue.OfDescriptor(fileDescriptor);

        Assert.Equal(new HANDLE(value), HandleValue.FromIndex(index));
        Assert.Equal(fileDescriptor, HandleValue.ToDescriptor(index));
        Assert.All([0, 1, 2, 3], bits => Assert.Equal(index, HandleValue.ToIndex(new HANDLE(value + bits))));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(12)]
    [InlineData(15)]
    [InlineData(17)]
    [InlineData(22)]
    [InlineData(int.MaxValue)]
    public void Descriptor_ThatCanBeNone_HasNoPlace(int fileDescriptor) => Assert.Equal(0, HandleValue.OfDescriptor(fileDescriptor));

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(-1)]
    [InlineData(-2)]
    [InlineData(-4)]
    [InlineData(int.MinValue)]
    [InlineData(1L << 31)]
    [InlineData(1L << 40)]
    public void Value_ThatIsNoHandles_HasNoDescriptor(long value)
    {
        int index = HandleValue.ToIndex(new HANDLE((nint)value));

        Assert.Equal((0, -1), (index, HandleValue.ToDescriptor(index)));
    }

    [Theory]
    [InlineData(3, 16)]
    [InlineData(15, 16)]
    [InlineData(16, 20)]
    [InlineData(17, 20)]
    [InlineData(19, 20)]
    [InlineData(20, 24)]
    public void Above_IsTheNextDescriptorThatCanBeOne(int fileDescriptor, int next) =>
        Assert.Equal(next, HandleValue.ToDescriptor(HandleValue.Above(fileDescriptor)));
}
