using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using static Standpipe.Win32.Kernel32;

namespace Standpipe.Win32.Linux;

/// <summary>Attribute lists, in the caller's memory: a head of 24 bytes and 24 more for each attribute, as on Windows.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe class AttributeLists
{
    private const uint MostAttributes = 0x1FFFFFF;

    /// <inheritdoc cref="InitializeProcThreadAttributeList"/>
    internal static WIN32_ERROR Initialize(LPPROC_THREAD_ATTRIBUTE_LIST list, uint count, uint flags, nuint* size)
    {
        if (size is null)
        {
            return WIN32_ERROR.ERROR_NOACCESS;
        }

        if (flags != 0 || count > MostAttributes)
        {
            return WIN32_ERROR.ERROR_INVALID_PARAMETER;
        }

        nuint had = *size;
        *size = (nuint)sizeof(Head) + (count * (nuint)sizeof(Item));
        if (list.Value is null || had < *size)
        {
            return WIN32_ERROR.ERROR_INSUFFICIENT_BUFFER;
        }

        *(Head*)list.Value = new Head { Capacity = count };
        return WIN32_ERROR.ERROR_SUCCESS;
    }

    /// <inheritdoc cref="UpdateProcThreadAttribute"/>
    internal static WIN32_ERROR Update(
        LPPROC_THREAD_ATTRIBUTE_LIST list, uint flags, nuint attribute, void* value, nuint size, void* previous, nuint* returned)
    {
        Head* head = (Head*)list.Value;
        if (head is null || flags != 0 || previous is not null || returned is not null)
        {
            return WIN32_ERROR.ERROR_INVALID_PARAMETER;
        }

        if (head->Count >= head->Capacity)
        {
            return WIN32_ERROR.ERROR_GEN_FAILURE;
        }

        if (attribute != PROC_THREAD_ATTRIBUTE_HANDLE_LIST)
        {
            return WIN32_ERROR.ERROR_NOT_SUPPORTED;
        }

        if (size == 0 || size % (nuint)sizeof(HANDLE) != 0)
        {
            return WIN32_ERROR.ERROR_BAD_LENGTH;
        }

        if (Find(head, attribute) is not null)
        {
            return WIN32_ERROR.ERROR_OBJECT_NAME_EXISTS;
        }

        Items(head)[head->Count++] = new Item { Attribute = attribute, Size = size, Value = value };
        return WIN32_ERROR.ERROR_SUCCESS;
    }

    /// <summary>The handles of a list; null if it has no such attribute.</summary>
    internal static WIN32_ERROR GetHandles(LPPROC_THREAD_ATTRIBUTE_LIST list, out HANDLE[]? handles)
    {
        handles = null;
        Item* item = list.Value is null ? null : Find((Head*)list.Value, PROC_THREAD_ATTRIBUTE_HANDLE_LIST);
        if (item is null)
        {
            return WIN32_ERROR.ERROR_SUCCESS;
        }

        if (item->Value is null)
        {
            return WIN32_ERROR.ERROR_NOACCESS;
        }

        nuint count = item->Size / (nuint)sizeof(HANDLE);
        if (count > int.MaxValue)
        {
            return WIN32_ERROR.ERROR_INVALID_PARAMETER;
        }

        handles = new ReadOnlySpan<HANDLE>(item->Value, (int)count).ToArray();
        return WIN32_ERROR.ERROR_SUCCESS;
    }

    private static Item* Items(Head* head) => (Item*)(head + 1);

    private static Item* Find(Head* head, nuint attribute)
    {
        for (uint index = 0; index < head->Count; index++)
        {
            if (Items(head)[index].Attribute == attribute)
            {
                return Items(head) + index;
            }
        }

        return null;
    }

    [StructLayout(LayoutKind.Sequential, Size = 24)]
    private struct Head
    {
        internal uint Capacity;
        internal uint Count;
    }

    [StructLayout(LayoutKind.Sequential, Size = 24)]
    private struct Item
    {
        internal nuint Attribute;
        internal nuint Size;
        internal void* Value;
    }
}
