namespace Standpipe.ContractTests.Processes;

/// <summary>Lists of attributes for a start.</summary>
public sealed unsafe class AttributeListTests
{
    [Fact]
    [Contract("D-proc-8")]
    public void WithoutMemory_TheSizeIsTold()
    {
        nuint size = 0;
        Assert.Equal(ERROR_INSUFFICIENT_BUFFER, Try.Error(InitializeProcThreadAttributeList(default, 1, 0, &size)));
        Assert.True(size > 0);

        byte* memory = stackalloc byte[(int)size];
        nuint less = size - 1;
        Assert.Equal(ERROR_INSUFFICIENT_BUFFER, Try.Error(InitializeProcThreadAttributeList(new(memory), 1, 0, &less)));
        Assert.Equal(size, less);
        Assert.Equal(ERROR_SUCCESS, Try.Error(InitializeProcThreadAttributeList(new(memory), 1, 0, &size)));
        DeleteProcThreadAttributeList(new(memory));
    }

    [Fact]
    [Contract("D-proc-7")]
    public void WrongAttributes_AreRefused()
    {
        using AttributeList list = new(1);
        using TestPipe pipe = TestPipe.Create(inherit: true);
        HANDLE handle = pipe.Read;

        Assert.Equal(ERROR_BAD_LENGTH, list.Set(PROC_THREAD_ATTRIBUTE_HANDLE_LIST, &handle, 7));
        Assert.Equal(ERROR_NOT_SUPPORTED, list.Set(0x20FFF, &handle, 8));
        Assert.Equal(ERROR_SUCCESS, list.Set(PROC_THREAD_ATTRIBUTE_HANDLE_LIST, &handle, 8));
        Assert.Equal(ERROR_OBJECT_NAME_EXISTS, Same());

        WIN32_ERROR Same()
        {
            // In a list with room for two: in a full one there is no place to begin with.
            using AttributeList two = new(2);
            HANDLE one = pipe.Read;
            Assert.Equal(ERROR_SUCCESS, two.Set(PROC_THREAD_ATTRIBUTE_HANDLE_LIST, &one, 8));
            return two.Set(PROC_THREAD_ATTRIBUTE_HANDLE_LIST, &one, 8);
        }
    }

    [Fact]
    [Contract("D-proc-7")]
    public void AFullList_TakesNoMore()
    {
        using AttributeList list = new(0);
        using TestPipe pipe = TestPipe.Create(inherit: true);
        HANDLE handle = pipe.Read;

        Assert.Equal(ERROR_GEN_FAILURE, list.Set(PROC_THREAD_ATTRIBUTE_HANDLE_LIST, &handle, 8));
    }

    [Fact]
    [Contract("D-proc-7")]
    public void AListOfNoHandle_IsRefused()
    {
        using AttributeList list = new(1);
        HANDLE handle = default;

        Assert.Equal(
            Known.Differs("D-proc-7") ? ERROR_SUCCESS : ERROR_BAD_LENGTH, list.Set(PROC_THREAD_ATTRIBUTE_HANDLE_LIST, &handle, 0));
    }
}
