using System.Runtime.InteropServices;

namespace Standpipe.Win32;

/// <summary>The Win32 functions of pipes, handles and processes, with one contract on Linux and on Windows.</summary>
/// <remarks>
/// Every function comes in the shape of the headers (<see cref="HANDLE"/>, <see cref="BOOL"/>, pointers), and where that
/// is easier to use also with <see cref="SafeHandle"/>, spans, strings and <see langword="out"/> parameters.
/// None throws for what the contract calls a failure: it returns FALSE (0, NULL, -1) and sets the calling thread's last
/// error, which <see cref="GetLastError"/> and <see cref="Marshal.GetLastWin32Error"/> give. Success leaves it as it was.
/// <para>*Threads*: everything is safe from any thread. A handle that is closed while other threads use it never comes to mean another thing to them.</para>
/// <para>*Linux*: the contract is kept over the kernel's own pipes, descriptors and processes; <c>docs/gotchas.md</c> lists what cannot be the same.</para>
/// <para>*Windows*: the system's own functions, except that <c>ReadFileEx</c> and <c>WriteFileEx</c> are refused on pipes.</para>
/// <para>*Source*: <c>docs/contract.md</c>.</para>
/// </remarks>
public static partial class Kernel32
{
    /// <summary>Gives the calling thread's last error.</summary>
    /// <returns>The code that the last function to fail on this thread has set.</returns>
    public static WIN32_ERROR GetLastError() => (WIN32_ERROR)Marshal.GetLastPInvokeError();

    /// <summary>Sets the calling thread's last error.</summary>
    /// <param name="dwErrCode">The code.</param>
    public static void SetLastError(WIN32_ERROR dwErrCode) => Marshal.SetLastPInvokeError((int)dwErrCode);
}
