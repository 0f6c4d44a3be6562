using System.Runtime.InteropServices;
using Standpipe.Win32;

namespace Standpipe.Native;

/// <summary>One call from C: keeps errno and the last error, and lets no exception out.</summary>
/// <remarks>
/// A success leaves errno and the last error as they were. Whatever sets the last error sets errno to the same code: a
/// <c>DllImport</c> with <c>SetLastError = true</c> reads errno on Linux, and <see cref="Marshal.GetLastWin32Error"/> gives it.
/// </remarks>
internal readonly struct Call
{
    // In place of the last error while a call runs; no code of winerror.h, which are below 2^29 or have bit 29 for the user's own.
    private const int Untouched = unchecked((int)0xD57A_9D1F);

    private readonly int _lastError;
    private readonly int _errno;

    private Call(int lastError, int errno)
    {
        _lastError = lastError;
        _errno = errno;
    }

    /// <summary>Begins a call. First thing in an export.</summary>
    internal static Call Begin()
    {
        int errno = Marshal.GetLastSystemError();
        Call call = new(Marshal.GetLastPInvokeError(), errno);
        Marshal.SetLastPInvokeError(Untouched);
        return call;
    }

    /// <summary>Ends a call. Last thing in an export.</summary>
    /// <returns>The result, unchanged.</returns>
    internal T End<T>(T result)
    {
        End();
        return result;
    }

    /// <inheritdoc cref="End{T}(T)"/>
    internal unsafe T* End<T>(T* result)
        where T : unmanaged
    {
        End();
        return result;
    }

    /// <inheritdoc cref="End{T}(T)"/>
    internal unsafe T** End<T>(T** result)
        where T : unmanaged
    {
        End();
        return result;
    }

    /// <summary>Ends a call without a result.</summary>
    internal void End()
    {
        int error = Marshal.GetLastPInvokeError();
        if (error == Untouched)
        {
            Marshal.SetLastPInvokeError(_lastError);
            Marshal.SetLastSystemError(_errno);
        }
        else
        {
            Marshal.SetLastSystemError(error);
        }
    }

    /// <summary>Ends a call that tells its error.</summary>
    /// <returns>Whether it succeeded.</returns>
    internal BOOL Tell(WIN32_ERROR error) => End(error, BOOL.TRUE, BOOL.FALSE);

    /// <summary>Ends a call that succeeded, whatever the system calls in between have left.</summary>
    internal T Succeed<T>(T result) => End(WIN32_ERROR.ERROR_SUCCESS, result, result);

    /// <summary>Ends a call that tells its error.</summary>
    /// <param name="error">The error. A success leaves what there was, whatever the system calls in between have left.</param>
    /// <param name="result">What the function returns if it succeeded.</param>
    /// <param name="failed">What it returns if not.</param>
    internal T End<T>(WIN32_ERROR error, T result, T failed)
    {
        Marshal.SetLastPInvokeError(error == WIN32_ERROR.ERROR_SUCCESS ? Untouched : (int)error);
        return End(error == WIN32_ERROR.ERROR_SUCCESS ? result : failed);
    }

    /// <summary>Ends a call that failed.</summary>
    /// <param name="error">Why.</param>
    /// <param name="result">What the function returns then.</param>
    internal T Fail<T>(WIN32_ERROR error, T result)
    {
        Marshal.SetLastPInvokeError((int)error);
        return End(result);
    }

    /// <summary>Ends a call that failed and returns NULL.</summary>
    internal unsafe T** Fail<T>(WIN32_ERROR error)
        where T : unmanaged
    {
        Marshal.SetLastPInvokeError((int)error);
        End();
        return null;
    }

    /// <summary>
    /// Ends a call by an exception, which is told as an error. In the handler and not in its filter: what finally has to do comes between the two, and
    /// may call the system.
    /// </summary>
    internal void Fail(Exception exception)
    {
        Marshal.SetLastPInvokeError((int)(exception switch
        {
            OutOfMemoryException => WIN32_ERROR.ERROR_NOT_ENOUGH_MEMORY,
            NullReferenceException => WIN32_ERROR.ERROR_NOACCESS,
            IOException => WIN32_ERROR.ERROR_TOO_MANY_OPEN_FILES,
            UnauthorizedAccessException => WIN32_ERROR.ERROR_ACCESS_DENIED,
            ArgumentException or OverflowException => WIN32_ERROR.ERROR_INVALID_PARAMETER,
            _ => WIN32_ERROR.ERROR_GEN_FAILURE,
        }));
        End();
    }
}
