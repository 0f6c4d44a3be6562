using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Standpipe.Win32;
using static Standpipe.Win32.Kernel32;

namespace Standpipe.TestChild.Sequences;

// A child that inherits some of the handles and runs a sequence of its own on them.
internal sealed unsafe partial class Sequence
{
    private const int ChildSteps = 10;

    /// <summary>Starts a child, adds its transcript to ours, and takes over what it did to the pipes.</summary>
    private void Start()
    {
        SECURITY_ATTRIBUTES attributes = SECURITY_ATTRIBUTES.Inheritable;
        HANDLE read;
        HANDLE write;
        _ = CreatePipe(&read, &write, &attributes, 0);
        _ = SetHandleInformation(read, HANDLE_FLAG_INHERIT, 0);
        List<HandleModel> inherited = [.. Open.Where(handle => (handle.Flags & HANDLE_FLAG_INHERIT) != 0)];
        bool byList = _random.Next(2) == 0;
        if (byList)
        {
            inherited = [.. inherited.Where(_ => _random.Next(3) != 0)];
        }


        // Wine gives no child an event for its standard input.
        List<HandleModel> ends = [.. inherited.Where(handle => handle.Pipe is not null)];
        HandleModel? input = ends.Count > 0 && _random.Next(2) == 0 ? ends[_random.Next(ends.Count)] : null;
        PROCESS_INFORMATION child = Create(write, inherited, byList, input);
        _ = CloseHandle(write);
        string told = ReadAll(read);
        _ = CloseHandle(read);
        uint wait = WaitForSingleObject(child.hProcess, INFINITE);
        uint code;
        _ = GetExitCodeProcess(child.hProcess, &code);
        _ = CloseHandle(child.hProcess);
        _ = CloseHandle(child.hThread);
        _ = _transcript.Append(told);
        Say($"{wait} {code}", $"child of {inherited.Count} list={byList}");
        TakeOver(told);
    }

    private PROCESS_INFORMATION Create(HANDLE output, List<HandleModel> inherited, bool byList, HandleModel? input)
    {
        nuint size = 0;
        _ = InitializeProcThreadAttributeList(default, 1, 0, &size);
        byte[] memory = new byte[size];
        HANDLE[] list = [output, .. inherited.Select(handle => handle.Value)];
        fixed (byte* place = memory)
        fixed (HANDLE* handles = list)
        {
            LPPROC_THREAD_ATTRIBUTE_LIST attributes = new(place);
            _ = InitializeProcThreadAttributeList(attributes, 1, 0, &size);
            nuint length = (nuint)list.Length * (nuint)sizeof(HANDLE);
            _ = UpdateProcThreadAttribute(attributes, 0, PROC_THREAD_ATTRIBUTE_HANDLE_LIST, handles, length, null, null);
            STARTUPINFOEXW startup = new()
            {
                StartupInfo = new STARTUPINFOW
                {
                    cb = (uint)Unsafe.SizeOf<STARTUPINFOEXW>(),
                    dwFlags = STARTF_USESTDHANDLES,
                    hStdInput = input?.Value ?? default,
                    hStdOutput = output,
                    hStdError = output,
                },
                lpAttributeList = byList ? attributes : default,
            };
            string program = Environment.ProcessPath!;
            string line = $"\"{program}\" sequence-child {_random.Next()} {ChildSteps} {Describe(inherited, input)}";
            BOOL started = CreateProcessW(program, line, true, 0, null, null, startup, out PROCESS_INFORMATION child);
            DeleteProcThreadAttributeList(attributes);
            return started ? child : throw new InvalidOperationException($"CreateProcessW: {GetLastError()}");
        }
    }

    /// <summary>The inherited handles, then the pipes; the child does not learn of more.</summary>
    private string Describe(List<HandleModel> inherited, HandleModel? input)
    {
        StringBuilder text = new();
        foreach (HandleModel handle in inherited)
        {
            _ = text.Append(CultureInfo.InvariantCulture, $"{handle.Kind}:{handle.Value.Value:x}:{handle.Pipe?.Id ?? -1}:{handle.Flags},");
        }

        return $"{text}; {string.Join(',', _pipes)}; {(input is null ? -1 : inherited.IndexOf(input))}".Replace(" ", string.Empty, StringComparison.Ordinal);
    }

    /// <summary>Reads what <see cref="Describe"/> wrote, and asks for the standard input.</summary>
    private void Inherit(string description)
    {
        string[] parts = description.Split(';');
        _pipes.AddRange(parts[1].Split(',', StringSplitOptions.RemoveEmptyEntries).Select(PipeModel.Parse));
        foreach (string one in parts[0].Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] fields = one.Split(':');
            int pipe = int.Parse(fields[2], CultureInfo.InvariantCulture);
            HANDLE value = new(nint.Parse(fields[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture));
            Add(value, fields[0][0], pipe < 0 ? null : _pipes[pipe], uint.Parse(fields[3], CultureInfo.InvariantCulture));

            // The parent's handle stays open beside ours.
            Count(_handles[^1], 1);
            Ask(_handles[^1]);
        }

        HANDLE input = GetStdHandle(STD_INPUT_HANDLE);
        int expected = int.Parse(parts[2], CultureInfo.InvariantCulture);
        Say(input.IsNull ? "NULL" : expected >= 0 && input == _handles[expected].Value ? $"{_handles[expected]}" : "another", "GetStdHandle");
    }

    private void TakeOver(string transcript)
    {
        const string Mark = "left -> ";
        string line = transcript.Split('\n').Single(one => one.StartsWith(Mark, StringComparison.Ordinal));
        IEnumerable<PipeModel> pipes = line[Mark.Length..].Split(',', StringSplitOptions.RemoveEmptyEntries).Select(PipeModel.Parse);
        foreach (PipeModel told in pipes.Take(_pipes.Count))
        {
            _pipes[told.Id].Fill = told.Fill;
            _pipes[told.Id].Next = told.Next;
        }
    }

    private static string ReadAll(HANDLE pipe)
    {
        StringBuilder text = new();
        byte[] buffer = new byte[4096];
        while (ReadFile(pipe, buffer, out uint read))
        {
            _ = text.Append(Encoding.ASCII.GetString(buffer, 0, (int)read));
        }

        return text.ToString();
    }
}
