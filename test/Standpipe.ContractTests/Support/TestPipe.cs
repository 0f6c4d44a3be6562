using System.Text;

namespace Standpipe.ContractTests.Support;

/// <summary>A pipe; what is still open of it is closed in the end.</summary>
internal sealed unsafe class TestPipe : IDisposable
{
    private TestPipe(HANDLE read, HANDLE write) => (Read, Write) = (read, write);

    internal HANDLE Read { get; private set; }

    internal HANDLE Write { get; private set; }

    /// <summary>Makes one; both handles are inheritable or neither.</summary>
    internal static TestPipe Create(bool inherit = false, uint size = 0)
    {
        SECURITY_ATTRIBUTES attributes = SECURITY_ATTRIBUTES.Inheritable;
        HANDLE read;
        HANDLE write;
        Assert.Equal(ERROR_SUCCESS, Try.Error(CreatePipe(&read, &write, inherit ? &attributes : null, size)));
        return new TestPipe(read, write);
    }

    /// <summary>Makes one of which one handle is inheritable, as a parent that redirects does.</summary>
    internal static TestPipe WithInheritable(Func<TestPipe, HANDLE> which)
    {
        TestPipe pipe = Create();
        Assert.Equal(ERROR_SUCCESS, Try.SetFlags(which(pipe), HANDLE_FLAG_INHERIT, HANDLE_FLAG_INHERIT));
        return pipe;
    }

    internal void CloseRead()
    {
        Assert.Equal(ERROR_SUCCESS, Try.Close(Read));
        Read = default;
    }

    internal void CloseWrite()
    {
        Assert.Equal(ERROR_SUCCESS, Try.Close(Write));
        Write = default;
    }

    /// <summary>Writes until no more fits, and puts the mode back.</summary>
    /// <returns>How many bytes are in the pipe now.</returns>
    internal int Fill()
    {
        Assert.Equal(ERROR_SUCCESS, Try.SetMode(Write, PIPE_NOWAIT));
        int filled = 0;
        for (int size = 4096; size > 0; size /= 2)
        {
            byte[] data = Encoding.ASCII.GetBytes(new string('f', size));
            while (true)
            {
                (WIN32_ERROR error, uint count) = Try.Write(Write, data);
                Assert.Equal(ERROR_SUCCESS, error);
                filled += (int)count;
                if (count < size)
                {
                    break;
                }
            }
        }

        Assert.Equal(ERROR_SUCCESS, Try.SetMode(Write, PIPE_WAIT));
        return filled;
    }

    public void Dispose()
    {
        // An end that a test protected against closing would leak into the next test's children.
        foreach (HANDLE handle in new[] { Read, Write })
        {
            if (!handle.IsNull && SetHandleInformation(handle, HANDLE_FLAG_PROTECT_FROM_CLOSE, 0))
            {
                _ = CloseHandle(handle);
            }
        }
    }
}
