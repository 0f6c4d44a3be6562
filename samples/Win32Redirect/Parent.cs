using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Standpipe.Win32;
using static Standpipe.Win32.Kernel32;

namespace Standpipe.Samples;

/// <summary>Starts the child with its input and output redirected to two pipes, writes to the one and reads from the other.</summary>
internal static class Parent
{
    internal static int Run()
    {
        #region win32-redirect
        SECURITY_ATTRIBUTES inheritable = SECURITY_ATTRIBUTES.Inheritable;
        Check(CreatePipe(out SafeObjectHandle childInput, out SafeObjectHandle toChild, inheritable, 0));
        Check(CreatePipe(out SafeObjectHandle fromChild, out SafeObjectHandle childOutput, inheritable, 0));

        // Our own ends stay here: a child that held the write end of its own input would wait for itself.
        Check(SetHandleInformation(toChild, HANDLE_FLAG_INHERIT, 0));
        Check(SetHandleInformation(fromChild, HANDLE_FLAG_INHERIT, 0));

        STARTUPINFOW startup = new()
        {
            cb = (uint)Unsafe.SizeOf<STARTUPINFOW>(),
            dwFlags = STARTF_USESTDHANDLES,
            hStdInput = (HANDLE)childInput.DangerousGetHandle(),
            hStdOutput = (HANDLE)childOutput.DangerousGetHandle(),
            hStdError = GetStdHandle(STD_ERROR_HANDLE),
        };
        string program = Environment.ProcessPath!;
        Check(CreateProcessW(program, $"\"{program}\" child", true, 0, null, null, startup, out PROCESS_INFORMATION child));

        // And the child's ends are the child's alone, or its output would never end.
        childInput.Dispose();
        childOutput.Dispose();

        Check(WriteFile(toChild, "through two pipes\nand back again\n"u8, out _));
        toChild.Dispose();

        byte[] buffer = new byte[4096];
        while (ReadFile(fromChild, buffer, out uint read))
        {
            Console.Write(Encoding.UTF8.GetString(buffer, 0, (int)read));
        }

        Console.WriteLine($"output ended: {GetLastError()}");
        #endregion

        using SafeObjectHandle process = new(child.hProcess, ownsHandle: true);
        using SafeObjectHandle thread = new(child.hThread, ownsHandle: true);
        fromChild.Dispose();
        _ = WaitForSingleObject(process, INFINITE);
        Check(GetExitCodeProcess(process, out uint code));
        Console.WriteLine($"exit code: {code}");
        return (int)code;
    }

    private static void Check(BOOL succeeded, [CallerArgumentExpression(nameof(succeeded))] string call = "")
    {
        if (!succeeded)
        {
            throw new Win32Exception(Marshal.GetLastWin32Error(), call);
        }
    }
}
