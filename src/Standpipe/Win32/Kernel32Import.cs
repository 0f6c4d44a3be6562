using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.InteropServices;
using Standpipe.Platform;

namespace Standpipe.Win32;

/// <summary>Makes <c>[DllImport("kernel32.dll")]</c> declarations in existing assemblies work on Linux, unchanged.</summary>
/// <remarks>
/// They bind to <c>libstandpipe.so</c>, which comes with the package. <see cref="Marshal.GetLastWin32Error"/> after a call that was declared with
/// <c>SetLastError = true</c> gives the Win32 code. Which declarations cannot work is in <c>docs/dllimport.md</c>.
/// <para>*Windows*: there is nothing to do, and nothing is done.</para>
/// <para>*Threads*: safe.</para>
/// </remarks>
public static class Kernel32Import
{
    private const string LibraryName = "libstandpipe";

    private static readonly ConcurrentDictionary<Assembly, bool> s_redirected = new();
    private static readonly Lazy<nint> s_library = new(Load, LazyThreadSafetyMode.PublicationOnly);

    /// <summary>Redirects an assembly's declarations of kernel32's functions. Call it before the first of them is used.</summary>
    /// <param name="assembly">The assembly that declares them. A second time does nothing.</param>
    /// <exception cref="ArgumentNullException"><paramref name="assembly"/> is null.</exception>
    /// <exception cref="InvalidOperationException">
    /// The assembly has a resolver of its own, which must call <see cref="Resolve"/> instead; or a function is declared, under a name without A or W, here in Unicode and
    /// there in another character set, which one name cannot be.
    /// </exception>
    /// <exception cref="DllNotFoundException"><c>libstandpipe.so</c> is not there.</exception>
    public static void Redirect(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        if (!OperatingSystem.IsLinux())
        {
            throw Unsupported.Exception();
        }

        if (s_redirected.TryAdd(assembly, true))
        {
            try
            {
                Linux.ImportedNames.Declare(assembly, s_library.Value, IsRedirected);
                SetResolver(assembly);
            }
            catch
            {
                _ = s_redirected.TryRemove(assembly, out _);
                throw;
            }
        }
    }

    /// <summary>The library for a name in a declaration: for assemblies that have a resolver of their own.</summary>
    /// <param name="libraryName">The name as it is declared.</param>
    /// <param name="assembly">The assembly that declares it.</param>
    /// <param name="searchPath">Not used: there is one library.</param>
    /// <returns>The library's handle; 0 if the name is not one of kernel32's, or on Windows.</returns>
    /// <exception cref="DllNotFoundException"><c>libstandpipe.so</c> is not there.</exception>
    public static nint Resolve(string libraryName, Assembly assembly, DllImportSearchPath? searchPath) =>
        OperatingSystem.IsLinux() && IsRedirected(libraryName) ? s_library.Value : 0;

    private static void SetResolver(Assembly assembly)
    {
        try
        {
            NativeLibrary.SetDllImportResolver(assembly, Resolve);
        }
        catch (InvalidOperationException exception)
        {
            throw new InvalidOperationException(
                $"{assembly.GetName().Name} has an import resolver of its own: let it return {nameof(Kernel32Import)}.{nameof(Resolve)}(...) where that is not 0.",
                exception);
        }
    }

    /// <summary>Whether a library's name is kernel32, as C# programs write it, or one of the others that have its functions.</summary>
    private static bool IsRedirected(string libraryName)
    {
        ReadOnlySpan<char> name = libraryName;
        if (name.EndsWith(".dll", StringComparison.OrdinalIgnoreCase))
        {
            name = name[..^4];
        }

        return name.Equals("kernel32", StringComparison.OrdinalIgnoreCase)
            || name.Equals("kernelbase", StringComparison.OrdinalIgnoreCase)
            || name.Equals("shell32", StringComparison.OrdinalIgnoreCase)
            || name.StartsWith("api-ms-win-core-", StringComparison.OrdinalIgnoreCase);
    }

    private static nint Load()
    {
        try
        {
            return NativeLibrary.Load(LibraryName, typeof(Kernel32Import).Assembly, DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories);
        }
        catch (DllNotFoundException exception)
        {
            throw new DllNotFoundException(
                "libstandpipe.so could not be loaded. The Standpipe package brings it for linux-x64, beside the program or in runtimes/linux-x64/native; "
                    + "for another machine build it there with eng/build-native.sh, and put it beside the program or in LD_LIBRARY_PATH.",
                exception);
        }
    }
}
