using System.Diagnostics.CodeAnalysis;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Standpipe.Platform.Windows;

/// <summary>One wait for a handle, on a thread of its own.</summary>
[SupportedOSPlatform("windows")]
internal abstract class ReadinessWatch : IDisposable
{
    private readonly SafeFileHandle _handle;
    private readonly bool _once;
    private readonly ReadinessHandler _handler;

    private protected ReadinessWatch(SafeFileHandle handle, bool once, ReadinessHandler handler)
    {
        _handle = handle;
        _once = once;
        _handler = handler;
    }

    /// <summary>Begins.</summary>
    /// <exception cref="ObjectDisposedException">The handle is closed.</exception>
    internal void Start()
    {
        bool added = false;
        _handle.DangerousAddRef(ref added);
        try
        {
            IoThread.Run(Run);
        }
        catch
        {
            _handle.DangerousRelease();
            throw;
        }
    }

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <summary>Blocks until the handle is ready.</summary>
    /// <returns>False if the watch is disposed of, or its handle closed.</returns>
    private protected abstract bool Wait(nint handle);

    private void Run()
    {
        try
        {
            while (Wait(_handle.DangerousGetHandle()) && Deliver() && !_once)
            {
            }
        }
        finally
        {
            _handle.DangerousRelease();
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "Top of a thread we own: a handler's failure is handed to it.")]
    private bool Deliver()
    {
        try
        {
            _handler.OnReady();
            return true;
        }
        catch (Exception exception)
        {
            _handler.OnFailure(exception);
            return false;
        }
    }
}
