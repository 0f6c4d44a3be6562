namespace Standpipe.ContractTests.Objects;

/// <summary>DuplicateHandle and CompareObjectHandles.</summary>
public sealed unsafe class DuplicateTests
{
    private const uint Protect = HANDLE_FLAG_PROTECT_FROM_CLOSE;

    [Fact]
    [Contract("D-dup-1")]
    public void Duplicate_IsAnotherValue_WithTheSameRights()
    {
        using TestPipe pipe = TestPipe.Create(inherit: true);
        _ = Try.SetFlags(pipe.Write, Protect, Protect);

        (WIN32_ERROR error, HANDLE copy) = Try.Duplicate(pipe.Write);

        Assert.Equal(ERROR_SUCCESS, error);
        Assert.NotEqual(pipe.Write, copy);
        Assert.Equal((ERROR_SUCCESS, 0u), Try.Flags(copy));
        Assert.Equal((ERROR_SUCCESS, 4u), Try.Write(copy, "copy"));
        Assert.Equal((ERROR_ACCESS_DENIED, string.Empty), Try.Read(copy));
        Assert.Equal((ERROR_SUCCESS, "copy"), Try.Read(pipe.Read));
        Assert.Equal(ERROR_SUCCESS, Try.Close(copy));
    }

    [Fact]
    [Contract("D-dup-2")]
    public void CloseSource_MovesTheHandle()
    {
        using TestPipe pipe = TestPipe.Create();
        (_, HANDLE source) = Try.Duplicate(pipe.Write);

        (WIN32_ERROR error, HANDLE moved) = Try.Duplicate(source, access: FILE_WRITE_DATA | SYNCHRONIZE, options: DUPLICATE_CLOSE_SOURCE);

        Assert.Equal(ERROR_SUCCESS, error);
        Assert.Equal((ERROR_SUCCESS, 1u), Try.Write(moved, "x"));
        Assert.True(source == moved || Try.Close(source) == ERROR_INVALID_HANDLE);
        Assert.Equal(ERROR_SUCCESS, Try.Close(moved));
    }

    [Fact]
    [Contract("D-dup-2")]
    public void CloseSource_ClosesIt_ThoughTheTargetProcessIsWrong()
    {
        using TestPipe pipe = TestPipe.Create();
        (_, HANDLE source) = Try.Duplicate(pipe.Write);
        HANDLE copy = new(-3);

        WIN32_ERROR error = Try.Error(DuplicateHandle(
            GetCurrentProcess(), source, new HANDLE(0x7FFF0000), &copy, 0, false, DUPLICATE_SAME_ACCESS | DUPLICATE_CLOSE_SOURCE));

        Assert.Equal(ERROR_INVALID_HANDLE, error);
        Assert.Equal(ERROR_INVALID_HANDLE, Try.Close(source));
    }

    [Fact]
    [Contract("D-dup-2")]
    public void CloseSource_OfAProtectedHandle_CopiesAndLeavesItOpen()
    {
        using TestPipe pipe = TestPipe.Create();
        _ = Try.SetFlags(pipe.Write, Protect, Protect);

        (WIN32_ERROR error, HANDLE copy) = Try.Duplicate(pipe.Write, access: FILE_WRITE_DATA | SYNCHRONIZE, options: DUPLICATE_CLOSE_SOURCE);

        Assert.Equal(ERROR_SUCCESS, error);
        Assert.Equal((ERROR_SUCCESS, 1u), Try.Write(copy, "a"));
        Assert.Equal((ERROR_SUCCESS, 1u), Try.Write(pipe.Write, "b"));
        Assert.Equal(ERROR_SUCCESS, Try.Close(copy));
    }

    [Fact]
    [Contract("D-dup-3")]
    public void SameAccessAndCloseSource_GivesTheSameValue_WithTheNewFlag()
    {
        using TestPipe pipe = TestPipe.Create();

        (WIN32_ERROR error, HANDLE same) = Try.Duplicate(
            pipe.Write, inherit: true, options: DUPLICATE_SAME_ACCESS | DUPLICATE_CLOSE_SOURCE);

        Assert.Equal((ERROR_SUCCESS, pipe.Write), (error, same));
        Assert.Equal((ERROR_SUCCESS, HANDLE_FLAG_INHERIT), Try.Flags(pipe.Write));
        Assert.Equal((ERROR_SUCCESS, 1u), Try.Write(pipe.Write, "x"));
    }

    [Fact]
    [Contract("D-dup-4")]
    public void SameAttributes_CopiesTheFlags()
    {
        using TestPipe pipe = TestPipe.Create(inherit: true);
        _ = Try.SetFlags(pipe.Write, Protect, Protect);

        (WIN32_ERROR error, HANDLE copy) = Try.Duplicate(
            pipe.Write, options: DUPLICATE_SAME_ACCESS | DUPLICATE_SAME_ATTRIBUTES);

        Assert.Equal(ERROR_SUCCESS, error);
        Assert.Equal((ERROR_SUCCESS, Known.Differs("D-dup-4") ? 0u : HANDLE_FLAG_INHERIT | Protect), Try.Flags(copy));
        _ = Try.SetFlags(copy, Protect, 0);
        Assert.Equal(ERROR_SUCCESS, Try.Close(copy));
    }

    [Fact]
    [Contract("D-dup-5")]
    public void FewerRights_AreKeptTo()
    {
        using TestPipe pipe = TestPipe.Create();
        _ = Try.Write(pipe.Write, "data");
        (_, HANDLE reading) = Try.Duplicate(pipe.Read, access: FILE_READ_DATA | SYNCHRONIZE, options: 0);
        (_, HANDLE waiting) = Try.Duplicate(pipe.Read, access: SYNCHRONIZE, options: 0);
        (_, HANDLE unwaited) = Try.Duplicate(pipe.Read, access: FILE_READ_DATA, options: 0);

        Assert.Equal((ERROR_SUCCESS, "da"), Try.Read(reading, 2));
        Assert.Equal((ERROR_ACCESS_DENIED, string.Empty), Try.Read(waiting));
        Assert.Equal(WAIT_OBJECT_0, WaitForSingleObject(waiting, 0));
        Assert.Equal(WAIT_FAILED, WaitForSingleObject(unwaited, 0));
        Assert.Equal(ERROR_ACCESS_DENIED, GetLastError());

        // A duplicate of the duplicate has no more.
        (_, HANDLE second) = Try.Duplicate(waiting);
        Assert.Equal((ERROR_ACCESS_DENIED, string.Empty), Try.Read(second));
        foreach (HANDLE handle in new[] { reading, waiting, unwaited, second })
        {
            Assert.Equal(ERROR_SUCCESS, Try.Close(handle));
        }
    }

    [Fact]
    [Contract("D-dup-6")]
    public void MoreRights_ThanTheSourceHas_AreRefused()
    {
        using TestPipe pipe = TestPipe.Create();

        (WIN32_ERROR error, HANDLE copy) = Try.Duplicate(pipe.Read, access: FILE_WRITE_DATA | FILE_READ_DATA, options: 0);

        Assert.Equal(Known.Differs("D-dup-6") ? ERROR_SUCCESS : ERROR_ACCESS_DENIED, error);
        if (error == ERROR_SUCCESS)
        {
            Assert.Equal(ERROR_SUCCESS, Try.Close(copy));
        }
    }

    [Fact]
    [Contract("D-dup-7")]
    public void WrongSourceOrProcess_IsInvalid_AndTheTargetBecomesNull()
    {
        using TestPipe pipe = TestPipe.Create();
        HANDLE wrong = new(0x7FFF0000);

        Assert.Equal((ERROR_INVALID_HANDLE, default), Try.Duplicate(wrong));
        Assert.Equal((ERROR_INVALID_HANDLE, default), Try.Duplicate(default));

        HANDLE copy = new(-3);
        Assert.Equal(ERROR_INVALID_HANDLE, Try.Error(DuplicateHandle(
            wrong, pipe.Read, GetCurrentProcess(), &copy, 0, false, DUPLICATE_SAME_ACCESS)));
        Assert.True(copy.IsNull);
        copy = new(-3);
        Assert.Equal(ERROR_INVALID_HANDLE, Try.Error(DuplicateHandle(
            GetCurrentProcess(), pipe.Read, wrong, &copy, 0, false, DUPLICATE_SAME_ACCESS)));
        Assert.True(copy.IsNull);

        Assert.Equal(ERROR_SUCCESS, Try.Error(DuplicateHandle(
            GetCurrentProcess(), pipe.Read, GetCurrentProcess(), null, 0, false, DUPLICATE_SAME_ACCESS)));
    }

    [Fact]
    [Contract("D-dup-8")]
    public void PseudoHandles_BecomeRealOnes()
    {
        (WIN32_ERROR processError, HANDLE process) = Try.Duplicate(GetCurrentProcess());
        (WIN32_ERROR threadError, HANDLE thread) = Try.Duplicate(GetCurrentThread());

        Assert.Equal((ERROR_SUCCESS, ERROR_SUCCESS), (processError, threadError));
        Assert.True(process.Value > 0 && thread.Value > 0);
        Assert.Equal(GetCurrentProcessId(), GetProcessId(process));
        Assert.Equal(ERROR_NOT_FOUND, Try.Error(CancelSynchronousIo(thread)));
        Assert.Equal(ERROR_SUCCESS, Try.Close(process));
        Assert.Equal(ERROR_SUCCESS, Try.Close(thread));
    }

    [Fact]
    [Contract("D-dup-9")]
    public void FromAChildsHandle_IntoThisProcess()
    {
        using TestPipe pipe = TestPipe.WithInheritable(pipe => pipe.Write);
        using TestPipe go = TestPipe.WithInheritable(pipe => pipe.Read);
        using Child child = Child.Start($"type:{Child.Name(pipe.Write)};hold:{Child.Name(go.Read)}");
        Assert.Equal("3", child.Line());
        HANDLE theirs = pipe.Write;
        pipe.CloseWrite();
        HANDLE ours = default;

        WIN32_ERROR error = Try.Error(DuplicateHandle(
            child.Process, theirs, GetCurrentProcess(), &ours, 0, false, DUPLICATE_SAME_ACCESS));

        // Linux asks ptrace's rules, which a sandbox may have tightened.
        Assert.True(error == ERROR_SUCCESS || (error == ERROR_ACCESS_DENIED && Known.Here == TestSystem.Linux), error.ToString());
        if (error == ERROR_SUCCESS)
        {
            Assert.Equal((ERROR_SUCCESS, 4u), Try.Write(ours, "mine"));
            Assert.Equal((ERROR_SUCCESS, "mine"), Try.Read(pipe.Read));
            Assert.Equal(ERROR_SUCCESS, Try.Close(ours));
        }

        go.CloseWrite();
        _ = child.ExitCode();
        Assert.Equal(ERROR_INVALID_HANDLE, Try.Error(DuplicateHandle(
            child.Process, theirs, GetCurrentProcess(), &ours, 0, false, DUPLICATE_SAME_ACCESS)));
        Assert.Equal(ERROR_ACCESS_DENIED, Try.Error(DuplicateHandle(
            GetCurrentProcess(), pipe.Read, child.Process, &ours, 0, false, DUPLICATE_SAME_ACCESS)));
    }

    [Fact]
    [Contract("D-dup-9")]
    [Contract("D-event-1")]
    public void FromAChild_AnEventIsTheSameEvent()
    {
        SECURITY_ATTRIBUTES attributes = SECURITY_ATTRIBUTES.Inheritable;
        HANDLE original = CreateEventW(&attributes, false, false, (char*)null);
        using TestPipe go = TestPipe.WithInheritable(pipe => pipe.Read);
        using Child child = Child.Start($"std;hold:{Child.Name(go.Read)}");
        _ = child.Line();
        HANDLE back = default;

        WIN32_ERROR error = Try.Error(DuplicateHandle(
            child.Process, original, GetCurrentProcess(), &back, 0, false, DUPLICATE_SAME_ACCESS));

        Assert.True(error == ERROR_SUCCESS || (error == ERROR_ACCESS_DENIED && Known.Here == TestSystem.Linux), error.ToString());
        if (error == ERROR_SUCCESS)
        {
            _ = SetEvent(original);
            Assert.True(Try.IsSet(back));
            Assert.False(Try.IsSet(back));
            Assert.Equal(ERROR_SUCCESS, Try.Close(back));
        }

        Assert.Equal(ERROR_SUCCESS, Try.Close(original));
    }

    [Fact]
    [Contract("L-6")]
    [Contract("D-dup-9")]
    public void IntoARunningProcess()
    {
        using TestPipe pipe = TestPipe.Create();
        using TestPipe go = TestPipe.WithInheritable(pipe => pipe.Read);
        using Child child = Child.Start($"hold:{Child.Name(go.Read)}");
        HANDLE theirs = new(-3);

        WIN32_ERROR error = Try.Error(DuplicateHandle(
            GetCurrentProcess(), pipe.Read, child.Process, &theirs, 0, false, DUPLICATE_SAME_ACCESS));

        Assert.Equal(Known.Differs("L-6") ? ERROR_NOT_SUPPORTED : ERROR_SUCCESS, error);
        Assert.Equal(Known.Differs("L-6"), theirs.IsNull);
    }

    [Fact]
    [Contract("D-dup-10")]
    public void CompareObjectHandles_TellsDuplicatesFromOthers()
    {
        using TestPipe pipe = TestPipe.Create();
        using TestPipe other = TestPipe.Create();
        (_, HANDLE copy) = Try.Duplicate(pipe.Read);

        Assert.Equal(ERROR_SUCCESS, Try.Error(CompareObjectHandles(pipe.Read, copy)));
        Assert.Equal(ERROR_SUCCESS, Try.Error(CompareObjectHandles(pipe.Read, pipe.Read)));
        Assert.Equal(ERROR_NOT_SAME_OBJECT, Try.Error(CompareObjectHandles(pipe.Read, pipe.Write)));
        Assert.Equal(ERROR_NOT_SAME_OBJECT, Try.Error(CompareObjectHandles(pipe.Read, other.Read)));
        Assert.Equal(ERROR_INVALID_HANDLE, Try.Error(CompareObjectHandles(pipe.Read, new HANDLE(0x7FFF0000))));
        Assert.Equal(ERROR_SUCCESS, Try.Close(copy));
    }
}
