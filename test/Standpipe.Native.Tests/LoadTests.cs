using System.Runtime.InteropServices;

namespace Standpipe.Native.Tests;

/// <summary>The library loads, and tells its version.</summary>
public sealed class LoadTests(NativeBuild build)
{
    [Fact]
    public async Task Version_FromDotNet_IsTheAssembliesOne()
    {
        string library = await build.LibraryAsync();

        nint handle = NativeLibrary.Load(Path.Combine(library, "libstandpipe.so"));

        nint version = NativeLibrary.GetExport(handle, "standpipe_version");
        unsafe
        {
            string? told = Marshal.PtrToStringUTF8(((delegate* unmanaged<nint>)version)());
            Assert.Equal(typeof(AnonymousPipe).Assembly.GetName().Version!.ToString(3), told);
        }
    }
}
