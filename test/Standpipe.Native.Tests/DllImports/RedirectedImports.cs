using Standpipe.Win32;

namespace Standpipe.Native.Tests.DllImports;

/// <summary>This assembly's declarations, redirected once: with libstandpipe.so beside it, where the package puts it.</summary>
public sealed class RedirectedImports : IAsyncLifetime
{
    private readonly NativeBuild _build;

    public RedirectedImports(NativeBuild build) => _build = build;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        if (OperatingSystem.IsLinux() && Tools.Has("gcc"))
        {
            await PutBesideAsync(_build);
            Kernel32Import.Redirect(typeof(RedirectedImports).Assembly);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Builds the library and puts it beside the tests.</summary>
    internal static async Task PutBesideAsync(NativeBuild build)
    {
        string built = Path.Combine(await build.LibraryAsync(), "libstandpipe.so");
        string beside = Path.Combine(AppContext.BaseDirectory, "libstandpipe.so");

        // Never over one that may be loaded.
        string temporary = beside + Environment.ProcessId;
        File.Copy(built, temporary, overwrite: true);
        File.Move(temporary, beside, overwrite: true);
    }
}
