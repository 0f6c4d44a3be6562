using System.Runtime.InteropServices;

namespace Standpipe.Win32;

/// <summary>The calling thread's last error around one call: a failure sets it, a success leaves it as it was.</summary>
/// <remarks>
/// The one place is the one that <see cref="Marshal.GetLastWin32Error"/> reads, on both systems. The system calls in
/// between use the same place for their own errors, which is why it is saved first.
/// </remarks>
internal readonly struct LastError
{
    private readonly int _saved;

    private LastError(int saved) => _saved = saved;

    /// <summary>Begins a call.</summary>
    internal static LastError Save() => new(Marshal.GetLastPInvokeError());

    /// <summary>Ends a call that tells its error.</summary>
    /// <returns>Whether it succeeded.</returns>
    internal BOOL Set(WIN32_ERROR error)
    {
        Marshal.SetLastPInvokeError(error == WIN32_ERROR.ERROR_SUCCESS ? _saved : (int)error);
        return error == WIN32_ERROR.ERROR_SUCCESS;
    }

    /// <summary>Ends a call of the system's that has set the error if it failed.</summary>
    /// <returns>Whether it succeeded.</returns>
    internal BOOL Keep(BOOL succeeded)
    {
        if (succeeded)
        {
            Marshal.SetLastPInvokeError(_saved);
        }

        return succeeded;
    }

    /// <summary>Ends a call that failed, or for <see cref="WIN32_ERROR.ERROR_SUCCESS"/> succeeded, with a result of its own.</summary>
    internal T Set<T>(WIN32_ERROR error, T result)
    {
        _ = Set(error);
        return result;
    }

    /// <summary>Ends a call of the system's with a result that tells whether it succeeded.</summary>
    internal T Keep<T>(bool succeeded, T result)
    {
        _ = Keep(succeeded);
        return result;
    }
}
