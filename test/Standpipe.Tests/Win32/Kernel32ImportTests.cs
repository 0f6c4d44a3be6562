using Standpipe.Win32;

namespace Standpipe.Tests.Win32;

/// <summary>Kernel32Import without the C library: where there is nothing to redirect, and where the library is missing.</summary>
/// <remarks>With the library it is tested in Standpipe.Native.Tests.</remarks>
public sealed class Kernel32ImportTests
{
    [Fact]
    public void Redirect_OfNull_Throws() => Assert.Throws<ArgumentNullException>(() => Kernel32Import.Redirect(null!));

    [WindowsFact("On Linux it redirects; see RedirectTests.")]
    public void Redirect_OnWindows_DoesNothing()
    {
        Kernel32Import.Redirect(typeof(Kernel32ImportTests).Assembly);

        Assert.Equal(0, Kernel32Import.Resolve("kernel32.dll", typeof(Kernel32ImportTests).Assembly, null));
    }

    [LinuxFact("On Windows nothing is redirected.")]
    public void Redirect_WithoutTheLibrary_SaysWhereItComesFrom()
    {
        Assert.False(File.Exists(Path.Combine(AppContext.BaseDirectory, "libstandpipe.so")), "A library beside the tests.");

        DllNotFoundException error = Assert.Throws<DllNotFoundException>(() => Kernel32Import.Redirect(typeof(Kernel32ImportTests).Assembly));

        Assert.Contains("eng/build-native.sh", error.Message, StringComparison.Ordinal);
    }
}
