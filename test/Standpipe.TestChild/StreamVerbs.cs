using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Standpipe.TestChild;

/// <summary>Verbs that read and write.</summary>
internal static class StreamVerbs
{
    /// <summary>The bytes that <c>generate</c> writes and tests expect: a sequence without a short period.</summary>
    internal static byte PatternAt(long index) => (byte)((index * 2654435761L) >> 13);

    /// <summary>cat: input to output.</summary>
    internal static int Cat(string[] args)
    {
        using Stream input = Console.OpenStandardInput();
        using Stream output = Console.OpenStandardOutput();
        input.CopyTo(output);
        return 0;
    }

    /// <summary>
    /// adaptive-read COUNT: asks for a byte by writing one, and reads the answer as an end does that looks before it sleeps; so many times. Prints, on
    /// standard error, the system calls that read meanwhile in this process.
    /// </summary>
    internal static int AdaptiveRead(string[] args)
    {
        using PipeReadEnd input = PipeReadEnd.FromFileDescriptor(0);
        input.WaitStrategy = PipeWaitStrategy.AdaptiveSpin;
        using Stream output = Console.OpenStandardOutput();
        long before = ReadCalls();
        for (int i = int.Parse(args[0], CultureInfo.InvariantCulture); i > 0; i--)
        {
            output.WriteByte(1);
            if (input.ReadByte() < 0)
            {
                return 1;
            }
        }

        Console.Error.Write((ReadCalls() - before).ToString(CultureInfo.InvariantCulture));
        return 0;

        // proc(5): "syscr: N".
        static long ReadCalls() => long.Parse(
            File.ReadLines("/proc/self/io").First(line => line.StartsWith("syscr", StringComparison.Ordinal)).AsSpan(6), CultureInfo.InvariantCulture);
    }

    /// <summary>
    /// continue-where COUNT: waits so often for a byte, which comes when both threads that are told of such are there to be told, and prints how many of the
    /// waits went on in the thread in which most did.
    /// </summary>
    internal static int ContinueWhere(string[] args)
    {
        int count = int.Parse(args[0], CultureInfo.InvariantCulture);
        using AnonymousPipe pipe = AnonymousPipe.Create();
        List<string> names = [];
        for (int i = 0; i < count; i++)
        {
            Task read = ReadAsync();
            while (CountInEpoll() < 2)
            {
                _ = Thread.Yield();
            }

            pipe.WriteEnd.WriteByte(1);
            read.Wait();
        }

        IGrouping<string, string> most = names.GroupBy(name => name).MaxBy(group => group.Count())!;
        Console.Out.Write($"{most.Count()} of {count} in '{most.Key}'\n");
        return 0;

        async Task ReadAsync()
        {
            _ = await pipe.ReadEnd.ReadAsync(new byte[1]).ConfigureAwait(false);
            names.Add(Thread.CurrentThread.Name ?? string.Empty);
        }
    }

    /// <summary>How many threads of this process wait in an epoll.</summary>
    private static int CountInEpoll()
    {
        // epoll_wait and epoll_pwait of x86-64, epoll_pwait of arm64.
        string[] calls = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? ["22 "] : ["232 ", "281 "];
        return Directory.GetDirectories("/proc/self/task").Select(CallOf).Count(call => calls.Any(name => call.StartsWith(name, StringComparison.Ordinal)));

        static string CallOf(string task)
        {
            try
            {
                return File.ReadAllText($"{task}/syscall");
            }
            catch (IOException)
            {
                // It has just ended.
                return string.Empty;
            }
        }
    }

    /// <summary>tee: input to output and to standard error.</summary>
    internal static int Tee(string[] args)
    {
        using Stream input = Console.OpenStandardInput();
        using Stream output = Console.OpenStandardOutput();
        using Stream error = Console.OpenStandardError();
        byte[] buffer = new byte[64 * 1024];
        int count;
        while ((count = input.Read(buffer)) > 0)
        {
            output.Write(buffer.AsSpan(0, count));
            error.Write(buffer.AsSpan(0, count));
        }

        return 0;
    }

    /// <summary>buffer MEBIBYTES: input to output, by two threads with so much memory between them.</summary>
    internal static int Buffer(string[] args)
    {
        const int ChunkSize = 64 * 1024;
        int chunks = (int.Parse(args[0], CultureInfo.InvariantCulture) << 20) / ChunkSize;
        using BlockingCollection<byte[]> between = new(chunks);
        Thread reader = new(() =>
        {
            using Stream input = Console.OpenStandardInput();
            byte[] chunk = new byte[ChunkSize];
            int count;
            while ((count = input.Read(chunk)) > 0)
            {
                between.Add(chunk[..count]);
            }

            between.CompleteAdding();
        });
        reader.Start();
        using Stream output = Console.OpenStandardOutput();
        foreach (byte[] chunk in between.GetConsumingEnumerable())
        {
            output.Write(chunk);
        }

        return 0;
    }

    /// <summary>cat-slowly: input to output, a system call a byte.</summary>
    internal static int CatByteByByte(string[] args)
    {
        using Stream input = Console.OpenStandardInput();
        using Stream output = Console.OpenStandardOutput();
        byte[] one = new byte[1];
        while (input.Read(one) == 1)
        {
            output.Write(one);
        }

        return 0;
    }

    /// <summary>write TEXT: the text to output.</summary>
    internal static int Write(string[] args)
    {
        using Stream output = Console.OpenStandardOutput();
        output.Write(System.Text.Encoding.UTF8.GetBytes(args[0]));
        return 0;
    }

    /// <summary>to-stderr TEXT [TEXT]: the first to standard error, the second to standard output after it.</summary>
    internal static int ToStandardError(string[] args)
    {
        using Stream error = Console.OpenStandardError();
        error.Write(System.Text.Encoding.UTF8.GetBytes(args[0]));
        return args.Length > 1 ? Write(args[1..]) : 0;
    }

    /// <summary>generate COUNT [CODE]: that many bytes of the pattern to output, then exits with the code.</summary>
    internal static int Generate(string[] args)
    {
        using Stream output = Console.OpenStandardOutput();
        long count = long.Parse(args[0], CultureInfo.InvariantCulture);
        byte[] buffer = new byte[64 * 1024];
        for (long done = 0; done < count;)
        {
            int length = (int)Math.Min(buffer.Length, count - done);
            for (int i = 0; i < length; i++)
            {
                buffer[i] = PatternAt(done + i);
            }

            output.Write(buffer.AsSpan(0, length));
            done += length;
        }

        return args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 0;
    }

    /// <summary>read COUNT: reads so many bytes, prints how many came, and exits without reading on.</summary>
    internal static int Read(string[] args)
    {
        using Stream input = Console.OpenStandardInput();
        byte[] buffer = new byte[int.Parse(args[0], CultureInfo.InvariantCulture)];
        Console.Write(input.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false));
        return 0;
    }

    /// <summary>capacity: prints how much the pipe that is its input holds.</summary>
    internal static int Capacity(string[] args)
    {
        using PipeReadEnd input = PipeReadEnd.FromFileDescriptor(0);
        Console.Write(input.Capacity);
        return 0;
    }

    /// <summary>hold [CODE]: writes one byte to output when it is ready, then stays until input ends.</summary>
    internal static int Hold(string[] args)
    {
        using Stream output = Console.OpenStandardOutput();
        output.WriteByte((byte)'r');
        using Stream input = Console.OpenStandardInput();
        input.CopyTo(Stream.Null);
        return args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 0;
    }

    /// <summary>close-input VALUE: closes its input, writes one byte to output, then stays until the end VALUE ends.</summary>
    internal static int CloseInput(string[] args)
    {
        Native.CloseInput();
        using Stream output = Console.OpenStandardOutput();
        output.WriteByte((byte)'r');
        using PipeReadEnd until = PipeReadEnd.FromChildValue(args[0]);
        until.CopyTo(Stream.Null);
        return 0;
    }

    /// <summary>copy-end VALUE: the inherited read end to output.</summary>
    internal static int CopyFromEnd(string[] args)
    {
        using PipeReadEnd end = PipeReadEnd.FromChildValue(args[0]);
        using Stream output = Console.OpenStandardOutput();
        end.CopyTo(output);
        return 0;
    }

    /// <summary>reopen-input: opens its input as an end and disposes of that; then input to output.</summary>
    internal static int ReopenInput(string[] args)
    {
        PipeReadEnd.FromFileDescriptor(0).Dispose();
        return Cat(args);
    }

    /// <summary>write-end VALUE TEXT: the text to the inherited write end.</summary>
    internal static int WriteToEnd(string[] args)
    {
        using PipeWriteEnd end = PipeWriteEnd.FromChildValue(args[0]);
        end.Write(System.Text.Encoding.UTF8.GetBytes(args[1]));
        return 0;
    }

    /// <summary>open-end read|write VALUE: opens the inherited end; prints "opened", or the exception's type.</summary>
    internal static int OpenEnd(string[] args)
    {
        try
        {
            using PipeEnd end = args[0] == "read" ? PipeReadEnd.FromChildValue(args[1]) : PipeWriteEnd.FromChildValue(args[1]);
            Console.Write("opened");
            return 0;
        }
        catch (ArgumentException exception)
        {
            Console.Write(exception.GetType().Name);
            return 1;
        }
    }
}
