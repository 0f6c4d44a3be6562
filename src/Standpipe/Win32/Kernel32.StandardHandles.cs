using System.Runtime.InteropServices;
using Standpipe.Platform;

namespace Standpipe.Win32;

// Standard input, output and error.
public static unsafe partial class Kernel32
{
    /// <summary>Tells a standard handle.</summary>
    /// <param name="nStdHandle"><see cref="STD_INPUT_HANDLE"/>, <see cref="STD_OUTPUT_HANDLE"/> or <see cref="STD_ERROR_HANDLE"/>.</param>
    /// <returns>The value that is set, whatever it is; -1 with the last error for another id.</returns>
    /// <remarks>
    /// *Ownership*: the process's; not a copy.
    /// <para>*Source*: contract AP-11, D-std; GetStdHandle.</para>
    /// </remarks>
    public static HANDLE GetStdHandle(uint nStdHandle)
    {
        LastError last = LastError.Save();
        if (OperatingSystem.IsWindows())
        {
            HANDLE result = Windows.Kernel32.GetStdHandle(nStdHandle);
            return last.Keep(result != HANDLE.INVALID_HANDLE_VALUE || Marshal.GetLastPInvokeError() == 0, result);
        }

        return OperatingSystem.IsLinux()
            ? last.Set(Linux.StandardHandles.Get(nStdHandle, out HANDLE value), value)
            : throw Unsupported.Exception();
    }

    /// <summary>Sets a standard handle, for this process and the children that it starts from now on.</summary>
    /// <param name="nStdHandle"><see cref="STD_INPUT_HANDLE"/>, <see cref="STD_OUTPUT_HANDLE"/> or <see cref="STD_ERROR_HANDLE"/>.</param>
    /// <param name="hHandle">Any value. Not copied, not checked, and not closed when it is replaced.</param>
    /// <returns>TRUE, or FALSE with the last error.</returns>
    /// <remarks>
    /// *Linux*: descriptors 0 to 2 of this process stay as they are, and so does what <see cref="Console"/> writes to.
    /// <para>*Source*: contract AP-11 to AP-13, D-std; SetStdHandle.</para>
    /// </remarks>
    public static BOOL SetStdHandle(uint nStdHandle, HANDLE hHandle)
    {
        LastError last = LastError.Save();
        return OperatingSystem.IsWindows() ? last.Keep(Windows.Kernel32.SetStdHandle(nStdHandle, hHandle))
            : OperatingSystem.IsLinux() ? last.Set(Linux.StandardHandles.Set(nStdHandle, hHandle))
            : throw Unsupported.Exception();
    }

    /// <inheritdoc cref="SetStdHandle(uint, HANDLE)"/>
    /// <exception cref="ObjectDisposedException">A handle's owner is disposed of.</exception>
    public static BOOL SetStdHandle(uint nStdHandle, SafeHandle hHandle)
    {
        using HandleUse use = new(hHandle);
        return SetStdHandle(nStdHandle, use.Handle);
    }
}
