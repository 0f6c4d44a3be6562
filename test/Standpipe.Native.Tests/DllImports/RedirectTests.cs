using System.Reflection;
using System.Runtime.InteropServices;
using Standpipe.Win32;

namespace Standpipe.Native.Tests.DllImports;

/// <summary>Kernel32Import itself.</summary>
public sealed class RedirectTests : IClassFixture<RedirectedImports>
{
    private const uint InvalidAttributes = 0xFFFFFFFF;
    private const uint Directory = 0x10;

    public RedirectTests(RedirectedImports redirected)
    {
        _ = redirected;
        Tools.Require("gcc");
    }

    [Fact]
    public void Redirect_OfNull_Throws() => Assert.Throws<ArgumentNullException>(() => Kernel32Import.Redirect(null!));

    [Fact]
    public void Redirect_Twice_DoesNothing() => Kernel32Import.Redirect(typeof(RedirectTests).Assembly);

    // One order of these would make the other fail: the name is chosen for the process. So they have different names.
    [Theory]
    [InlineData("GetFileAttributes", CharSet.Unicode)]
    [InlineData("SetCurrentDirectory", CharSet.Ansi)]
    [InlineData("GetModuleHandle", CharSet.Auto)]
    public void Redirect_OfANameWithoutAOrW_TakesItsCharacterSet(string function, CharSet charSet)
    {
        Assembly assembly = MadeAssembly.Load($"Made{function}", "kernel32.dll", (function, charSet));

        Kernel32Import.Redirect(assembly);

        // Each gives 0 (or, of attributes, the marker) for a name that is read in the wrong encoding: "/" and half a name are both there.
        uint result = MadeAssembly.Call(assembly, function, function == "GetModuleHandle" ? "kernel32" : System.IO.Directory.GetCurrentDirectory());
        Assert.True(function == "GetFileAttributes" ? result == Directory : result != 0, $"{result}");
    }

    [Fact]
    public void Redirect_OfOneNameInTwoCharacterSets_SaysSo()
    {
        Kernel32Import.Redirect(MadeAssembly.Load("SaysUnicode", "kernel32.dll", ("DeleteFile", CharSet.Unicode)));
        Assembly other = MadeAssembly.Load("SaysAnsi", "KERNEL32", ("DeleteFile", CharSet.Ansi));

        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => Kernel32Import.Redirect(other));

        Assert.Contains("DeleteFile is declared with CharSet.Unicode in SaysUnicode and without in SaysAnsi", error.Message, StringComparison.Ordinal);
        Assert.Contains("EntryPoint = \"DeleteFileW\"", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Redirect_OfDecoratedNames_TakesThemAsTheyAre()
    {
        Assembly assembly = MadeAssembly.Load("Decorated", "kernel32.dll", ("GetFileAttributesW", CharSet.Unicode), ("GetFileAttributesA", CharSet.Ansi));

        Kernel32Import.Redirect(assembly);

        Assert.Equal(Directory, MadeAssembly.Call(assembly, "GetFileAttributesW", "/"));
        Assert.Equal(InvalidAttributes, MadeAssembly.Call(assembly, "GetFileAttributesA", "/no such thing"));
    }

    [Fact]
    public void Redirect_OfAnAssemblyWithItsOwnResolver_SaysWhatToDo()
    {
        Assembly assembly = MadeAssembly.Load("Resolves", "kernel32.dll", ("GetFileAttributesW", CharSet.Unicode));
        NativeLibrary.SetDllImportResolver(assembly, (name, from, path) => Kernel32Import.Resolve(name, from, path));

        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => Kernel32Import.Redirect(assembly));

        Assert.Contains("Kernel32Import.Resolve", error.Message, StringComparison.Ordinal);
        Assert.Equal(Directory, MadeAssembly.Call(assembly, "GetFileAttributesW", "/"));
    }

    [Theory]
    [InlineData("kernel32.dll", true)]
    [InlineData("KERNEL32", true)]
    [InlineData("KernelBase.dll", true)]
    [InlineData("shell32.dll", true)]
    [InlineData("api-ms-win-core-file-l1-1-0.dll", true)]
    [InlineData("kernel32x", false)]
    [InlineData("libc", false)]
    [InlineData("user32.dll", false)]
    public void Resolve_OfAName_TakesKernel32sAndLeavesOthers(string name, bool taken) =>
        Assert.Equal(taken, Kernel32Import.Resolve(name, typeof(RedirectTests).Assembly, null) != 0);

    [Fact]
    public void Redirect_OfAFunctionThatIsNotThere_SaysItsNameAtTheCall()
    {
        Assembly assembly = MadeAssembly.Load("AsksForMore", "kernel32.dll", ("CreateNamedPipeW", CharSet.Unicode));
        Kernel32Import.Redirect(assembly);

        TargetInvocationException error = Assert.Throws<TargetInvocationException>(() => MadeAssembly.Call(assembly, "CreateNamedPipeW", "x"));

        Assert.Contains("CreateNamedPipeW", Assert.IsType<EntryPointNotFoundException>(error.InnerException).Message, StringComparison.Ordinal);
    }
}
