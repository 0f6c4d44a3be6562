using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Standpipe.ContractTests.Surface;

/// <summary>The structs are those of the Windows headers, byte for byte.</summary>
public sealed unsafe class StructTests
{
    [Fact]
    public void Sizes_AreThoseOf64BitWindows()
    {
        Assert.Equal(8, sizeof(HANDLE));
        Assert.Equal(4, sizeof(BOOL));
        Assert.Equal(24, sizeof(SECURITY_ATTRIBUTES));
        Assert.Equal(32, sizeof(OVERLAPPED));
        Assert.Equal(24, sizeof(PROCESS_INFORMATION));
        Assert.Equal(104, sizeof(STARTUPINFOW));
        Assert.Equal(104, sizeof(STARTUPINFOA));
        Assert.Equal(112, sizeof(STARTUPINFOEXW));
        Assert.Equal(112, sizeof(STARTUPINFOEXA));
    }

    [Fact]
    public void Offsets_AreThoseOf64BitWindows()
    {
        STARTUPINFOW startup = default;
        Assert.Equal(60, Offset(ref startup, ref Unsafe.As<uint, STARTUPINFOW>(ref startup.dwFlags)));
        Assert.Equal(80, Offset(ref startup, ref Unsafe.As<HANDLE, STARTUPINFOW>(ref startup.hStdInput)));
        Assert.Equal(96, Offset(ref startup, ref Unsafe.As<HANDLE, STARTUPINFOW>(ref startup.hStdError)));
        OVERLAPPED overlapped = default;
        Assert.Equal(16, Offset(ref overlapped, ref Unsafe.As<uint, OVERLAPPED>(ref overlapped.Offset)));
        Assert.Equal(24, Offset(ref overlapped, ref Unsafe.As<HANDLE, OVERLAPPED>(ref overlapped.hEvent)));
        SECURITY_ATTRIBUTES attributes = default;
        Assert.Equal(16, Offset(ref attributes, ref Unsafe.As<BOOL, SECURITY_ATTRIBUTES>(ref attributes.bInheritHandle)));
    }

    [Fact]
    public void Bool_IsTrueForAnyValueButZero()
    {
        Assert.True(new BOOL(2));
        Assert.True(new BOOL(-1));
        Assert.False(default(BOOL));
        Assert.Equal(1, BOOL.TRUE.Value);
        Assert.Equal(0, BOOL.FromBoolean(false).Value);
    }

    [Fact]
    public void Handle_ConvertsToItsNumber()
    {
        HANDLE handle = HANDLE.FromIntPtr(0x1C);

        Assert.Equal((nint)0x1C, handle.ToIntPtr());
        Assert.Equal((nint)0x1C, (nint)handle);
        Assert.Equal("0x1C", handle.ToString());
        Assert.True(HANDLE.Null.IsNull);
        Assert.Equal((nint)(-1), HANDLE.INVALID_HANDLE_VALUE.Value);
    }

    [Fact]
    public void LastError_IsTheOneThatMarshalReads()
    {
        SetLastError(ERROR_BROKEN_PIPE);

        Assert.Equal(109, Marshal.GetLastWin32Error());
        Assert.Equal(ERROR_BROKEN_PIPE, GetLastError());
    }

    private static int Offset<T>(ref T start, ref T field)
        where T : unmanaged => (int)Unsafe.ByteOffset(ref start, ref field);
}
