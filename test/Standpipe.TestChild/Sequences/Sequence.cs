using System.Globalization;
using System.Text;
using Standpipe.Win32;
using static Standpipe.Win32.Kernel32;

namespace Standpipe.TestChild.Sequences;

/// <summary>A random sequence of calls on pipes, and what came of each: the same on every system, but for what the contract excepts.</summary>
internal sealed unsafe partial class Sequence
{
    private readonly Random _random;
    private readonly StringBuilder _transcript = new();
    private readonly List<HandleModel> _handles = [];
    private readonly List<PipeModel> _pipes = [];

    // Contract L-11: on Linux a mode that one process sets is not seen by another.
    private readonly bool _mayChangeMode;

    /// <param name="seed">What it is made from.</param>
    /// <param name="isChild">Whether it runs in a child, on what was inherited.</param>
    internal Sequence(int seed, bool isChild)
    {
        _random = new Random(seed);
        _mayChangeMode = !isChild;
    }

    internal string Transcript => _transcript.ToString();

    /// <summary>The handles that are open.</summary>
    private List<HandleModel> Open => [.. _handles.Where(handle => !handle.IsClosed)];

    /// <summary>Runs it.</summary>
    /// <param name="steps">How many calls.</param>
    internal void Run(int steps)
    {
        for (int step = 0; step < steps; step++)
        {
            Step(_random.Next(100), mayStart: true);
        }

        foreach (HandleModel handle in Open)
        {
            _ = SetHandleInformation(handle.Value, HANDLE_FLAG_PROTECT_FROM_CLOSE, 0);
            Close(handle);
        }
    }

    /// <summary>Runs it in a child, on what was inherited.</summary>
    /// <param name="steps">How many calls.</param>
    /// <param name="inherited">What the parent told.</param>
    internal void RunInherited(int steps, string inherited)
    {
        Inherit(inherited);
        for (int step = 0; step < steps; step++)
        {
            Step(_random.Next(100), mayStart: false);
        }

        Say(string.Join(',', _pipes), "left");
    }

    private void Step(int draw, bool mayStart)
    {
        List<HandleModel> open = Open;
        HandleModel? handle = open.Count == 0 ? null : open[_random.Next(open.Count)];
        switch (draw)
        {
            case < 1 when mayStart && handle is not null && _random.Next(2) == 0:
                Start();
                break;
            case < 14 when mayStart || handle is null:
                CreatePair();
                break;
            case < 18 when mayStart:
                CreateEvent();
                break;
            case < 20:
                CallNonsense();
                break;
            default:
                if (handle is not null)
                {
                    Use(handle, draw);
                }

                break;
        }
    }

    private void Use(HandleModel handle, int draw)
    {
        Action<HandleModel> call = draw switch
        {
            < 40 => Write,
            < 58 => Read,
            < 64 => Peek,
            < 74 => Duplicate,
            < 82 => Close,
            < 86 => SetFlags,
            < 88 when _mayChangeMode => SetMode,
            < 91 => Ask,
            < 94 => Compare,
            < 97 => Signal,
            _ => UseWrongly,
        };
        call(handle);
    }

    private void CreatePair()
    {
        SECURITY_ATTRIBUTES attributes = new() { bInheritHandle = _random.Next(2) == 0 };
        uint size = (uint)new[] { 0, 65536, 70000, 131072 }[_random.Next(4)];
        bool isDefault = _random.Next(4) == 0;
        HANDLE read;
        HANDLE write;
        BOOL made = CreatePipe(&read, &write, isDefault ? null : &attributes, size);
        Say(Result(made), $"CreatePipe {size} {(isDefault ? "-" : attributes.bInheritHandle)}");
        PipeModel pipe = new() { Id = _pipes.Count, Readers = 1, Writers = 1 };
        _pipes.Add(pipe);
        uint flags = !isDefault && attributes.bInheritHandle ? HANDLE_FLAG_INHERIT : 0;
        Add(read, 'r', pipe, flags);
        Add(write, 'w', pipe, flags);
    }

    private void CreateEvent()
    {
        bool isManual = _random.Next(2) == 0;
        bool isSet = _random.Next(2) == 0;
        HANDLE made = CreateEventW(null, isManual, isSet, null);
        Say(Result(!made.IsNull), $"CreateEvent manual={isManual} set={isSet}");
        Add(made, isManual ? 'm' : 'a', null, 0);
    }

    private void Write(HandleModel handle)
    {
        if (handle.Pipe is not { } pipe)
        {
            return;
        }

        int room = pipe.Readers == 0 || handle.Kind != 'w' ? PipeModel.SafeFill : PipeModel.SafeFill - pipe.Fill;
        int size = _random.Next(4) == 0 ? 0 : _random.Next(Math.Min(room, 900) + 1);
        byte[] bytes = new byte[size + 1];
        for (int index = 0; index < size; index++)
        {
            bytes[index] = (byte)(pipe.Next + index);
        }

        uint written = 0xCCCC;
        fixed (byte* buffer = bytes)
        {
            BOOL done = WriteFile(handle.Value, buffer, (uint)size, &written, null);
            Say($"{Result(done)} {written}", $"WriteFile {handle} {size}");
            if (done)
            {
                pipe.Fill += size;
                pipe.Next += (byte)size;
            }
        }
    }

    private void Read(HandleModel handle)
    {
        if (handle.Pipe is not { } pipe || (handle.Kind == 'r' && !handle.CanRead))
        {
            return;
        }

        byte[] bytes = new byte[_random.Next(5) == 0 ? 0 : _random.Next(1200)];
        uint read = 0xCCCC;
        byte none;
        fixed (byte* buffer = bytes)
        {
            BOOL done = ReadFile(handle.Value, buffer is null ? &none : buffer, (uint)bytes.Length, &read, null);
            Say($"{Result(done)} {read} {Hash(bytes.AsSpan(0, (int)Math.Min(read, bytes.Length)))}", $"ReadFile {handle} {bytes.Length}");
            pipe.Fill -= done ? (int)read : 0;
        }
    }

    private void Peek(HandleModel handle)
    {
        byte[] bytes = new byte[_random.Next(600) + 1];
        uint read = 0xCCCC;
        uint available = 0xCCCC;
        fixed (byte* buffer = bytes)
        {
            BOOL done = PeekNamedPipe(handle.Value, buffer, (uint)bytes.Length, &read, &available, null);
            Say($"{Result(done)} {read} {available} {Hash(bytes.AsSpan(0, done ? (int)read : 0))}", $"PeekNamedPipe {handle} {bytes.Length}");
        }
    }

    private void Duplicate(HandleModel handle)
    {
        bool inherit = _random.Next(2) == 0;
        bool closes = _random.Next(4) == 0;
        HANDLE copy;
        HANDLE self = GetCurrentProcess();
        uint options = DUPLICATE_SAME_ACCESS | (closes ? DUPLICATE_CLOSE_SOURCE : 0);
        BOOL made = DuplicateHandle(self, handle.Value, self, &copy, 0, inherit, options);
        bool isSame = copy == handle.Value;
        Say($"{Result(made)} same={isSame}", $"DuplicateHandle {handle} inherit={inherit} close={closes}");
        if (isSame)
        {
            handle.Flags = inherit ? HANDLE_FLAG_INHERIT : 0;
        }
        else if (made)
        {
            Count(handle, 1);
            Add(copy, handle.Kind, handle.Pipe, inherit ? HANDLE_FLAG_INHERIT : 0);
        }
    }

    private void Close(HandleModel handle)
    {
        BOOL closed = CloseHandle(handle.Value);
        Say(Result(closed), $"CloseHandle {handle}");
        if (closed)
        {
            handle.IsClosed = true;
            Count(handle, -1);
        }
    }

    private static void Count(HandleModel handle, int change)
    {
        if (handle.Pipe is { } pipe)
        {
            pipe.Readers += handle.Kind == 'r' ? change : 0;
            pipe.Writers += handle.Kind == 'w' ? change : 0;
        }
    }

    private void Add(HANDLE value, char kind, PipeModel? pipe, uint flags) =>
        _handles.Add(new HandleModel { Id = _handles.Count, Value = value, Kind = kind, Pipe = pipe, Flags = flags });

    // The result comes first, so that it is made before anything else can touch the last error.
    private void Say(string result, string call) =>
        _ = _transcript.Append(CultureInfo.InvariantCulture, $"{call} -> {result}\n");

    private static string Result(BOOL done) => done ? "TRUE" : $"FALSE {(uint)GetLastError()}";

    private static string Hash(ReadOnlySpan<byte> bytes)
    {
        uint hash = 2166136261;
        foreach (byte one in bytes)
        {
            hash = (hash ^ one) * 16777619;
        }

        return hash.ToString("x", CultureInfo.InvariantCulture);
    }
}
