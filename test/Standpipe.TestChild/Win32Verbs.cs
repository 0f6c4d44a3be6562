using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Standpipe.Win32;
using static Standpipe.Win32.Kernel32;

namespace Standpipe.TestChild;

/// <summary>win32 REPORT OP;OP...: makes Win32 calls and tells what came of each.</summary>
/// <remarks>
/// REPORT is a handle in hexadecimal, or <c>out</c>: this process's standard output. An operation is NAME:ARGUMENT:...;
/// a handle is in hexadecimal, or <c>in</c>, <c>out</c>, <c>err</c>. Each tells one line, at once, so that the parent can
/// order events by them. A script within a script has | for ;. Nothing here uses the console: the runtime would keep copies of the standard handles.
/// </remarks>
internal static unsafe class Win32Verbs
{
    internal static int Win32(string[] args)
    {
        HANDLE report = args[0] == "out" ? GetStdHandle(STD_OUTPUT_HANDLE) : Handle(args[0]);
        return Run(report, args.Length > 1 ? args[1] : string.Empty);
    }

    /// <summary>win32-arguments REPORT ...: the rest of its arguments, with | between them.</summary>
    internal static int Win32Arguments(string[] args) =>
        WriteFile(Handle(args[0]), Encoding.UTF8.GetBytes(string.Join('|', args[1..])), out _) ? 0 : 99;

    private static int Run(HANDLE report, string script)
    {
        foreach (string operation in script.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] words = operation.Split(':');
            if (words[0] == "exit")
            {
                ExitProcess(uint.Parse(words[1], CultureInfo.InvariantCulture));
            }

            string line = Perform(words, report) + "\n";
            if (words[0] != "quiet" && !WriteFile(report, Encoding.UTF8.GetBytes(line), out _))
            {
                return 99;
            }
        }

        return 0;
    }

    private static string Perform(string[] words, HANDLE report) => words[0] switch
    {
        "std" => $"{Told(GetStdHandle(STD_INPUT_HANDLE))} {Told(GetStdHandle(STD_OUTPUT_HANDLE))} {Told(GetStdHandle(STD_ERROR_HANDLE))}",
        "startup" => Startup(),
        "type" => Type(Handle(words[1])),
        "flags" => Flags(Handle(words[1])),
        "set-flags" => Done(SetHandleInformation(Handle(words[1]), Number(words[2]), Number(words[3]))),
        "read" => Read(Handle(words[1]), Number(words[2])),
        "read-all" => ReadAll(Handle(words[1])),
        "write" => Write(Handle(words[1]), words[2]),
        "write-many" => WriteMany(Handle(words[1]), words[2][0], Number(words[3]), Number(words[4])),
        "quiet" => Write(Handle(words[1]), words[2]),
        "close" => Done(CloseHandle(Handle(words[1]))),
        "set-mode" => SetMode(Handle(words[1]), Number(words[2])),
        "mode" => Mode(Handle(words[1])),
        "wait" => Told(WaitForSingleObject(Handle(words[1]), 0)),
        "same" => Done(CompareObjectHandles(Handle(words[1]), Handle(words[2]))),
        "take" => Take(Number(words[1]), Handle(words[2])),
        "terminate-self" => TerminateSelf(Number(words[1])),
        "line" => new string(GetCommandLineW()),
        "variable" => Variable(words[1]),
        "variables" => Variables(),
        "directory" => Environment.CurrentDirectory,
        "link" => new FileInfo($"/proc/self/fd/{Number(words[1])}").LinkTarget ?? "nothing",
        "grandchild" => Grandchild(report, string.Join(':', words[1..]).Replace('|', ';')),
        "hold" => Hold(Handle(words[1])),
        _ => $"unknown operation {words[0]}",
    };

    private static string Startup()
    {
        GetStartupInfoW(out STARTUPINFOW startup);
        return $"{startup.dwFlags & STARTF_USESTDHANDLES} {Told(startup.hStdInput)} {Told(startup.hStdOutput)} {Told(startup.hStdError)}";
    }

    private static string Type(HANDLE handle)
    {
        uint type = GetFileType(handle);
        return type == FILE_TYPE_UNKNOWN ? Failure() : Told(type);
    }

    private static string Flags(HANDLE handle)
    {
        uint flags;
        return GetHandleInformation(handle, &flags) ? Told(flags) : Failure();
    }

    private static string Read(HANDLE handle, uint size)
    {
        byte[] buffer = new byte[size];
        return ReadFile(handle, buffer, out uint count) ? Encoding.ASCII.GetString(buffer, 0, (int)count) : Failure();
    }

    private static string ReadAll(HANDLE handle)
    {
        byte[] buffer = new byte[65536];
        long total = 0;
        while (ReadFile(handle, buffer, out uint count))
        {
            total += count;
        }

        return $"{total} then {Failure()}";
    }

    private static string Write(HANDLE handle, string text) =>
        WriteFile(handle, Encoding.ASCII.GetBytes(text), out uint count) ? Told(count) : Failure();

    private static string WriteMany(HANDLE handle, char letter, uint size, uint times)
    {
        byte[] data = Encoding.ASCII.GetBytes(new string(letter, (int)size));
        for (uint i = 0; i < times; i++)
        {
            if (!WriteFile(handle, data, out _))
            {
                return Failure();
            }
        }

        return "ok";
    }

    /// <summary>Blocks until the other end of the pipe is closed.</summary>
    private static string Hold(HANDLE handle)
    {
        byte[] buffer = new byte[1];
        return ReadFile(handle, buffer, out _) ? "read" : Failure();
    }

    private static string SetMode(HANDLE handle, uint mode) => Done(SetNamedPipeHandleState(handle, &mode, null, null));

    private static string Mode(HANDLE handle)
    {
        uint mode;
        return GetNamedPipeHandleStateW(handle, &mode, null, null, null, null, 0) ? Told(mode) : Failure();
    }

    /// <summary>Duplicates another process's handle into this one, and reads by it.</summary>
    private static string Take(uint processId, HANDLE theirs)
    {
        HANDLE process = OpenProcess(PROCESS_DUP_HANDLE, false, processId);
        if (process.IsNull)
        {
            return Failure();
        }

        HANDLE ours;
        BOOL taken = DuplicateHandle(process, theirs, GetCurrentProcess(), &ours, 0, false, DUPLICATE_SAME_ACCESS);
        string told = taken ? Read(ours, 100) : Failure();
        _ = CloseHandle(process);
        return told;
    }

    private static string TerminateSelf(uint code)
    {
        HANDLE self;
        _ = DuplicateHandle(GetCurrentProcess(), GetCurrentProcess(), GetCurrentProcess(), &self, 0, false, DUPLICATE_SAME_ACCESS);
        return Done(TerminateProcess(self, code));
    }

    private static string Variable(string name)
    {
        char[] buffer = new char[1000];
        uint length = GetEnvironmentVariableW(name, buffer);
        return length == 0 ? Failure() : new string(buffer, 0, (int)length);
    }

    private static string Variables()
    {
        char* block = GetEnvironmentStringsW();
        StringBuilder text = new();
        for (char* variable = block; *variable != 0; variable += new string(variable).Length + 1)
        {
            // Wine adds variables of its own, and Windows one for each drive: a test names its own T_something.
            string one = new(variable);
            _ = one.StartsWith("T_", StringComparison.OrdinalIgnoreCase) ? text.Append(one).Append(' ') : text;
        }

        _ = FreeEnvironmentStringsW(block);
        return text.ToString();
    }

    /// <summary>Passes on all inheritable handles, and tells the same report.</summary>
    private static string Grandchild(HANDLE report, string script)
    {
        STARTUPINFOW startup = new() { cb = (uint)Unsafe.SizeOf<STARTUPINFOW>() };
        string line = $"\"{Environment.ProcessPath}\" win32 {Told(report)} {script}";
        if (!CreateProcessW(Environment.ProcessPath, line, true, 0, null, null, startup, out PROCESS_INFORMATION child))
        {
            return Failure();
        }

        _ = WaitForSingleObject(child.hProcess, INFINITE);
        uint code;
        _ = GetExitCodeProcess(child.hProcess, &code);
        _ = CloseHandle(child.hProcess);
        _ = CloseHandle(child.hThread);
        return $"grandchild {code}";
    }

    private static HANDLE Handle(string text) => text switch
    {
        "in" => GetStdHandle(STD_INPUT_HANDLE),
        "out" => GetStdHandle(STD_OUTPUT_HANDLE),
        "err" => GetStdHandle(STD_ERROR_HANDLE),
        _ => new HANDLE(nint.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture)),
    };

    private static uint Number(string text) => uint.Parse(text, CultureInfo.InvariantCulture);

    private static string Done(BOOL result) => result ? "ok" : Failure();

    private static string Failure() => $"err {(int)GetLastError()}";

    private static string Told(HANDLE handle) => handle.Value.ToString("x", CultureInfo.InvariantCulture);

    private static string Told(uint value) => value.ToString(CultureInfo.InvariantCulture);
}
