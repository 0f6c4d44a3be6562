using System.Runtime.InteropServices;
using Standpipe.Native.Messages;
using Standpipe.Win32;

namespace Standpipe.Native.Exports;

/// <summary>The C# half of <c>FormatMessageA</c> and <c>FormatMessageW</c>, which in runtime/messages.c turn a <c>va_list</c> into an array.</summary>
internal static unsafe class MessageExports
{
    private const uint AllocateBuffer = 0x100;
    private const uint IgnoreInserts = 0x200;
    private const uint FromString = 0x400;
    private const uint FromModule = 0x800;
    private const uint FromSystem = 0x1000;
    private const uint WidthMask = 0xFF;

    /// <summary>How many inserts a message has.</summary>
    [UnmanagedCallersOnly(EntryPoint = "standpipe_message_inserts")]
    internal static int CountInserts(uint flags, void* source, uint id, int isWide)
    {
        Call call = Call.Begin();
        try
        {
            return call.Succeed(Find(flags, source, id, isWide != 0, out _) is { } message ? MessageFormat.CountInserts(message) : 0);
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return 0;
        }
    }

    /// <summary>FormatMessage with its inserts in an array.</summary>
    [UnmanagedCallersOnly(EntryPoint = "standpipe_format_message")]
    internal static uint Format(uint flags, void* source, uint id, void* buffer, uint size, nint* arguments, int isWide)
    {
        Call call = Call.Begin();
        try
        {
            if (buffer is null)
            {
                return call.Fail(WIN32_ERROR.ERROR_INVALID_PARAMETER, 0u);
            }

            string? message = Find(flags, source, id, isWide != 0, out WIN32_ERROR error);
            if (message is null)
            {
                return call.Fail(error, 0u);
            }

            MessageFormat format = new(message, arguments, isWide != 0, flags & WidthMask);
            string? text = (flags & IgnoreInserts) != 0 ? format.ExpandLinesOnly() : format.Expand();
            return text is null ? call.Fail(WIN32_ERROR.ERROR_INVALID_PARAMETER, 0u)
                : isWide != 0 ? GiveWide(call, text, flags, buffer, size)
                : GiveNarrow(call, text, flags, buffer, size);
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return 0;
        }
    }

    private static uint GiveWide(Call call, string text, uint flags, void* buffer, uint size)
    {
        if ((flags & AllocateBuffer) != 0)
        {
            size = Math.Max(size, (uint)text.Length + 1);
            *(void**)buffer = null;
            buffer = *(void**)buffer = NativeRuntime.Allocate(size * sizeof(char));
        }

        uint length = Text.GiveCut(text, (char*)buffer, size, out bool cut);
        return cut ? call.Fail(WIN32_ERROR.ERROR_INSUFFICIENT_BUFFER, 0u) : call.Succeed(length);
    }

    private static uint GiveNarrow(Call call, string text, uint flags, void* buffer, uint size)
    {
        if ((flags & AllocateBuffer) != 0)
        {
            size = Math.Max(size, (uint)System.Text.Encoding.UTF8.GetByteCount(text) + 1);
            *(void**)buffer = null;
            buffer = *(void**)buffer = NativeRuntime.Allocate(size);
        }

        uint length = Text.GiveCut(text, (byte*)buffer, size, out bool cut);
        return cut ? call.Fail(WIN32_ERROR.ERROR_INSUFFICIENT_BUFFER, 0u) : call.Succeed(length);
    }

    private static string? Find(uint flags, void* source, uint id, bool isWide, out WIN32_ERROR error)
    {
        error = WIN32_ERROR.ERROR_INVALID_PARAMETER;
        if ((flags & FromString) != 0)
        {
            return source is null ? null : isWide ? new string((char*)source) : Marshal.PtrToStringUTF8((nint)source);
        }

        if ((flags & (FromSystem | FromModule)) == 0)
        {
            return null;
        }

        error = WIN32_ERROR.ERROR_MR_MID_NOT_FOUND;
        return (flags & FromSystem) != 0 && SystemMessages.Find(Code(id)) is { } found ? found + "\r\n" : null;
    }

    // An HRESULT of the facility Win32 (HRESULT_FROM_WIN32) means its low half.
    private static uint Code(uint id) => id >> 16 == 0x8007 ? id & 0xFFFF : id;
}
