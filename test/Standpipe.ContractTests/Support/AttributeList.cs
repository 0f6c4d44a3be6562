using System.Runtime.InteropServices;

namespace Standpipe.ContractTests.Support;

/// <summary>A list of attributes for CreateProcess, in memory of its own.</summary>
internal sealed unsafe class AttributeList : IDisposable
{
    private readonly void* _memory;
    private HANDLE* _handles;

    internal AttributeList(uint count)
    {
        nuint size = 0;
        Assert.Equal(ERROR_INSUFFICIENT_BUFFER, Try.Error(InitializeProcThreadAttributeList(default, count, 0, &size)));
        _memory = NativeMemory.AllocZeroed(size);
        Value = new LPPROC_THREAD_ATTRIBUTE_LIST(_memory);
        Assert.Equal(ERROR_SUCCESS, Try.Error(InitializeProcThreadAttributeList(Value, count, 0, &size)));
    }

    internal LPPROC_THREAD_ATTRIBUTE_LIST Value { get; }

    /// <summary>Sets the handles that the child inherits.</summary>
    internal WIN32_ERROR SetHandles(HANDLE[] handles)
    {
        // The list keeps the pointer, so the array lives as long as the list.
        _handles = (HANDLE*)NativeMemory.Alloc((nuint)handles.Length, (nuint)sizeof(HANDLE));
        handles.CopyTo(new Span<HANDLE>(_handles, handles.Length));
        return Set(PROC_THREAD_ATTRIBUTE_HANDLE_LIST, _handles, (nuint)(handles.Length * sizeof(HANDLE)));
    }

    internal WIN32_ERROR Set(nuint attribute, void* value, nuint size) =>
        Try.Error(UpdateProcThreadAttribute(Value, 0, attribute, value, size, null, null));

    public void Dispose()
    {
        DeleteProcThreadAttributeList(Value);
        NativeMemory.Free(_memory);
        NativeMemory.Free(_handles);
    }
}
