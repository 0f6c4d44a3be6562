using System.Text;

namespace Standpipe.ContractTests.Objects;

/// <summary>Files, as far as redirection needs them.</summary>
public sealed unsafe class FileTests : IDisposable
{
    private readonly string _scratch = Directory.CreateTempSubdirectory("contract-tests-").FullName;

    private string FilePath => Path.Combine(_scratch, "file");

    public void Dispose() => Directory.Delete(_scratch, recursive: true);

    [Fact]
    [Contract("D-file-1")]
    public void Dispositions_TellWhatWasThere()
    {
        Assert.Equal(ERROR_FILE_NOT_FOUND, Open(OPEN_EXISTING));
        Assert.Equal(ERROR_FILE_NOT_FOUND, Open(TRUNCATE_EXISTING));
        Assert.Equal(ERROR_PATH_NOT_FOUND, Open(OPEN_EXISTING, Path.Combine(_scratch, "missing", "file")));
        Assert.Equal(ERROR_SUCCESS, Open(CREATE_NEW));
        Assert.Equal(ERROR_FILE_EXISTS, Open(CREATE_NEW));
        Assert.Equal(ERROR_SUCCESS, Open(OPEN_EXISTING));
        Assert.Equal(ERROR_ALREADY_EXISTS, Open(OPEN_ALWAYS));
        Assert.Equal(ERROR_ALREADY_EXISTS, Open(CREATE_ALWAYS));
        File.Delete(FilePath);
        Assert.Equal(ERROR_SUCCESS, Open(OPEN_ALWAYS));
        File.Delete(FilePath);
        Assert.Equal(ERROR_SUCCESS, Open(CREATE_ALWAYS));
    }

    [Fact]
    [Contract("D-file-2")]
    public void EndOfFile_IsASuccessOfNothing_AndWithAPositionAnError()
    {
        File.WriteAllText(FilePath, "text");
        using SafeObjectHandle file = CreateFileW(FilePath, GENERIC_READ, FILE_SHARE_READ, null, OPEN_EXISTING, 0);
        HANDLE handle = new(file.DangerousGetHandle());

        Assert.Equal((ERROR_SUCCESS, FILE_TYPE_DISK), Try.Type(handle));
        Assert.Equal((ERROR_SUCCESS, "text"), Try.Read(handle));
        Assert.Equal((ERROR_SUCCESS, string.Empty), Try.Read(handle));

        OVERLAPPED position = new() { Offset = 1 };
        byte* buffer = stackalloc byte[10];
        uint count;
        Assert.Equal(ERROR_SUCCESS, Try.Error(ReadFile(handle, buffer, 10, &count, &position)));
        Assert.Equal("ext", Encoding.ASCII.GetString(buffer, (int)count));
        position = new OVERLAPPED { Offset = 4 };
        Assert.Equal(ERROR_HANDLE_EOF, Try.Error(ReadFile(handle, buffer, 10, &count, &position)));
    }

    [Fact]
    [Contract("D-file-2")]
    public void APosition_OfAllOnes_IsTheEnd()
    {
        File.WriteAllText(FilePath, "begin");
        using (SafeObjectHandle file = CreateFileW(FilePath, GENERIC_WRITE, FILE_SHARE_READ, null, OPEN_EXISTING, 0))
        {
            OVERLAPPED position = new() { Offset = uint.MaxValue, OffsetHigh = uint.MaxValue };
            byte letter = (byte)'!';
            uint count;

            Assert.Equal(ERROR_SUCCESS, Try.Error(WriteFile(new HANDLE(file.DangerousGetHandle()), &letter, 1, &count, &position)));
        }

        Assert.Equal("begin!", File.ReadAllText(FilePath));
    }

    [Fact]
    [Contract("D-file-3")]
    public void Nul_SwallowsAllAndIsEmpty()
    {
        using SafeObjectHandle nul = CreateFileW("NUL", GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE, null, OPEN_EXISTING, 0);
        HANDLE handle = new(nul.DangerousGetHandle());

        Assert.Equal((ERROR_SUCCESS, FILE_TYPE_CHAR), Try.Type(handle));
        Assert.Equal((ERROR_SUCCESS, 5u), Try.Write(handle, "bytes"));
        Assert.Equal((ERROR_SUCCESS, string.Empty), Try.Read(handle));
    }

    [Fact]
    [Contract("D-file-1")]
    [Contract("D-std-3")]
    public void AFile_IsAChildsStandardOutput()
    {
        using (SafeObjectHandle file = CreateFileW(
            FilePath, GENERIC_WRITE, FILE_SHARE_READ, SECURITY_ATTRIBUTES.Inheritable, CREATE_ALWAYS, FILE_ATTRIBUTE_NORMAL))
        {
            HANDLE handle = new(file.DangerousGetHandle());
            Assert.Equal((ERROR_SUCCESS, 7u), Try.Write(handle, "before,"));
            Assert.Equal(["1", "5"], Child.Run("type:out;write:out:child", new ChildOptions { Standard = (default, handle, default) }));
            Assert.Equal((ERROR_SUCCESS, 6u), Try.Write(handle, ",after"));
        }

        Assert.Equal("before,child,after", File.ReadAllText(FilePath));
    }

    private WIN32_ERROR Open(uint disposition, string? path = null)
    {
        SetLastError(ERROR_GEN_FAILURE);
        using SafeObjectHandle file = CreateFileW(
            path ?? FilePath, GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ, null, disposition, FILE_ATTRIBUTE_NORMAL);
        WIN32_ERROR error = GetLastError();
        Assert.Equal(error is not (ERROR_SUCCESS or ERROR_ALREADY_EXISTS or ERROR_GEN_FAILURE), file.IsInvalid);
        return error == ERROR_GEN_FAILURE ? ERROR_SUCCESS : error;
    }
}
