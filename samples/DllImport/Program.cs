using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Standpipe.Samples;
using static Standpipe.Samples.NativeMethods;

if (args is ["child"])
{
    // The child of this program, which here is itself.
    Console.WriteLine($"read: {Console.In.ReadToEnd().Trim()}");
    return 7;
}

#region dllimport
Standpipe.Win32.Kernel32Import.Redirect(typeof(NativeMethods).Assembly);   // the one new line; on Windows it does nothing

SECURITY_ATTRIBUTES inheritable = new() { nLength = Marshal.SizeOf<SECURITY_ATTRIBUTES>(), bInheritHandle = true };
Check(CreatePipe(out SafeFileHandle childInput, out SafeFileHandle toChild, ref inheritable, 0));
Check(CreatePipe(out SafeFileHandle fromChild, out SafeFileHandle childOutput, ref inheritable, 0));
Check(SetHandleInformation(toChild, HANDLE_FLAG_INHERIT, 0));
Check(SetHandleInformation(fromChild, HANDLE_FLAG_INHERIT, 0));

STARTUPINFO startup = new()
{
    cb = Marshal.SizeOf<STARTUPINFO>(),
    dwFlags = STARTF_USESTDHANDLES,
    hStdInput = childInput.DangerousGetHandle(),
    hStdOutput = childOutput.DangerousGetHandle(),
};
Check(CreateProcess(null, $"\"{Environment.ProcessPath}\" child", 0, 0, true, 0, 0, null, ref startup, out PROCESS_INFORMATION child));
childInput.Dispose();
childOutput.Dispose();

using (StreamWriter writer = new(new FileStream(toChild, FileAccess.Write)))
{
    writer.WriteLine("a line from the parent");
}

using StreamReader reader = new(new FileStream(fromChild, FileAccess.Read));
Console.Write(reader.ReadToEnd());
#endregion

_ = WaitForSingleObject(child.hProcess, uint.MaxValue);
Check(GetExitCodeProcess(child.hProcess, out int code));
Console.WriteLine($"exit code: {code}");
return CloseHandle(child.hThread) && CloseHandle(child.hProcess) ? 0 : 1;

static void Check(bool succeeded)
{
    if (!succeeded)
    {
        throw new Win32Exception(Marshal.GetLastWin32Error());
    }
}
