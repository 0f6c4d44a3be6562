namespace Standpipe.ContractTests.Surface;

/// <summary>A transfer costs no memory.</summary>
public sealed unsafe class AllocationTests
{
    [Fact]
    public void Transfers_AllocateNothing()
    {
        using TestPipe pipe = TestPipe.Create();
        (HANDLE read, HANDLE write) = (pipe.Read, pipe.Write);
        Move(1000);

        long before = GC.GetAllocatedBytesForCurrentThread();
        Move(1000);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Move(int times)
        {
            byte* bytes = stackalloc byte[64];
            uint count;
            for (int i = 0; i < times; i++)
            {
                if (!WriteFile(write, bytes, 64, &count, null) || !PeekNamedPipe(read, null, 0, null, &count, null)
                    || !ReadFile(read, bytes, 64, &count, null) || count != 64)
                {
                    throw new InvalidOperationException($"A transfer failed: {GetLastError()}.");
                }
            }
        }
    }

    [Fact]
    public void BlockedTransfers_AllocateNothing_AfterTheFirst()
    {
        using TestPipe pipe = TestPipe.Create();
        (HANDLE read, HANDLE write) = (pipe.Read, pipe.Write);
        Blocked<long> reader = Blocked.Call(() =>
        {
            byte letter;
            uint count;
            _ = ReadFile(read, &letter, 1, &count, null);
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 20; i++)
            {
                _ = ReadFile(read, &letter, 1, &count, null);
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        });

        for (int i = 0; i < 21; i++)
        {
            while (Try.IsSet(read) && reader.IsRunning)
            {
                _ = Thread.Yield();
            }

            _ = Try.Write(write, "x");
        }

        Assert.Equal(0, reader.Result());
    }
}
