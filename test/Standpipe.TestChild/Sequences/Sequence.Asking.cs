using Standpipe.Win32;
using static Standpipe.Win32.Kernel32;

namespace Standpipe.TestChild.Sequences;

// Calls that move no bytes.
internal sealed unsafe partial class Sequence
{
    private void SetFlags(HandleModel handle)
    {
        uint mask = (uint)_random.Next(4);
        uint flags = (uint)_random.Next(4);
        BOOL set = SetHandleInformation(handle.Value, mask, flags);
        handle.Flags = (handle.Flags & ~mask) | (flags & mask);
        Say(Result(set), $"SetHandleInformation {handle} {mask} {flags}");
    }

    private void SetMode(HandleModel handle)
    {
        // For what is no pipe: whether the handle or the mode is looked at first is nobody's business.
        uint mode = (uint)new[] { 0, 0, 1, 2, 8 }[_random.Next(handle.Pipe is null ? 3 : 5)];
        BOOL set = SetNamedPipeHandleState(handle.Value, &mode, null, null);
        Say(Result(set), $"SetNamedPipeHandleState {handle} {mode}");
        if (set && handle.Kind == 'r')
        {
            handle.Pipe!.ReadsNow = mode == PIPE_NOWAIT;
        }
        else if (set)
        {
            handle.Pipe!.WritesNow = mode == PIPE_NOWAIT;
        }
    }

    private void Ask(HandleModel handle)
    {
        uint flags = 0xCCCC;
        BOOL told = GetHandleInformation(handle.Value, &flags);
        Say($"{Result(told)} {flags}", $"GetHandleInformation {handle}");
        SetLastError(WIN32_ERROR.ERROR_SUCCESS);
        Say($"{GetFileType(handle.Value)} {(handle.Pipe is null ? "-" : (uint)GetLastError())}", $"GetFileType {handle}");
        if (handle.Pipe is null)
        {
            return;
        }

        uint end = 0xCCCC;
        uint most = 0xCCCC;
        told = GetNamedPipeInfo(handle.Value, &end, null, null, &most);
        Say($"{Result(told)} {end} {most}", $"GetNamedPipeInfo {handle}");
        uint state = 0xCCCC;
        uint instances = 0xCCCC;
        told = GetNamedPipeHandleStateW(handle.Value, &state, &instances, null, null, null, 0);

        // Wine counts no instances at the write end.
        Say($"{Result(told)} {state} {(handle.Kind == 'r' ? instances : 1)}", $"GetNamedPipeHandleState {handle}");
        Say($"{WaitForSingleObject(handle.Value, 0)}", $"WaitForSingleObject {handle}");
    }

    private void Compare(HandleModel handle)
    {
        List<HandleModel> open = Open;
        HandleModel other = open[_random.Next(open.Count)];
        Say(Result(CompareObjectHandles(handle.Value, other.Value)), $"CompareObjectHandles {handle} {other}");
    }

    private void Signal(HandleModel handle)
    {
        if (handle.Pipe is not null)
        {
            return;
        }

        if (_random.Next(2) == 0)
        {
            Say(Result(SetEvent(handle.Value)), $"SetEvent {handle}");
        }
        else
        {
            Say(Result(ResetEvent(handle.Value)), $"ResetEvent {handle}");
        }

        Say($"{WaitForSingleObject(handle.Value, 0)} {WaitForSingleObject(handle.Value, 0)}", $"WaitForSingleObject {handle}");
    }

    /// <summary>The wrong end, the wrong kind, no buffer: each has its error, and moves nothing.</summary>
    private void UseWrongly(HandleModel handle)
    {
        byte one = 1;
        uint count = 0xCCCC;
        if (handle.Kind != 'r')
        {
            Say($"{Result(ReadFile(handle.Value, &one, 1, &count, null))} {count}", $"ReadFile {handle} 1");
        }
        else if (handle.CanRead && handle.Pipe!.Fill > 0)
        {
            Say($"{Result(ReadFile(handle.Value, null, 1, &count, null))} {count}", $"ReadFile {handle} NULL");
        }

        count = 0xCCCC;
        if (handle.Kind != 'w')
        {
            Say($"{Result(WriteFile(handle.Value, &one, 1, &count, null))} {count}", $"WriteFile {handle} 1");
        }

        OVERLAPPED overlapped = default;
        if (handle.Pipe is not null)
        {
            BOOL done = handle.Kind == 'r'
                ? ReadFileEx(handle.Value, &one, 1, &overlapped, null)
                : WriteFileEx(handle.Value, &one, 1, &overlapped, null);
            Say(Result(done), $"{(handle.Kind == 'r' ? "Read" : "Write")}FileEx {handle}");
        }
    }

    /// <summary>Values that are no handles, and never become any.</summary>
    private void CallNonsense()
    {
        HANDLE nonsense = new(new nint[] { 0, 0x7FFFFFF0, 0x6FFFFFF1 }[_random.Next(3)]);
        byte one = 1;
        uint count = 0xCCCC;
        string line = $"{Result(ReadFile(nonsense, &one, 1, &count, null))} {count}";
        line += $", {Result(WriteFile(nonsense, &one, 1, &count, null))} {count}";
        line += $", {Result(CloseHandle(nonsense))}, {Result(SetHandleInformation(nonsense, 1, 1))}, {Result(FlushFileBuffers(nonsense))}";
        line += $", {Result(PeekNamedPipe(nonsense, null, 0, null, null, null))}, {WaitForSingleObject(nonsense, 0)} {(uint)GetLastError()}";
        Say(line, $"nonsense {nonsense}");
    }
}
