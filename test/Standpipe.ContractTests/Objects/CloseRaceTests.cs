using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace Standpipe.ContractTests.Objects;

/// <summary>Closing and cancelling in the middle of other threads' calls.</summary>
public sealed class CloseRaceTests
{
    // More of them: STANDPIPE_STRESS_ROUNDS.
    private static readonly int s_rounds =
        int.Parse(Environment.GetEnvironmentVariable("STANDPIPE_STRESS_ROUNDS") ?? "100", CultureInfo.InvariantCulture);

    /// <summary>
    /// One thread writes by a handle that another closes, and files that the table knows nothing of take the freed number at
    /// once: a byte in one of them was sent by a call to a recycled descriptor.
    /// </summary>
    [Fact]
    [Contract("D-close-3")]
    public void Close_WhileOthersWrite_NeverReachesWhatTakesItsPlace()
    {
        // On Windows any file is a handle by its value, and a write to it lawful: there one that can only be read.
        FileAccess access = OperatingSystem.IsLinux() ? FileAccess.ReadWrite : FileAccess.Read;
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        File.WriteAllBytes(path, []);
        for (int i = 0; i < s_rounds; i++)
        {
            using TestPipe pipe = TestPipe.Create();
            HANDLE write = pipe.Write;
            Blocked<(WIN32_ERROR, string)> drain = Blocked.Call(() => Try.ReadToEnd(pipe.Read));
            Blocked<(int Written, WIN32_ERROR Last)> writer = Blocked.Call(() =>
            {
                int written = 0;
                while (true)
                {
                    (WIN32_ERROR error, _) = Try.Write(write, "x");
                    if (error != ERROR_SUCCESS)
                    {
                        return (written, error);
                    }

                    written++;
                }
            });

            pipe.CloseWrite();
            List<SafeFileHandle> files = [.. Enumerable.Range(0, 4).Select(_ => File.OpenHandle(path, FileMode.Open, access, FileShare.ReadWrite))];
            (int count, WIN32_ERROR last) = writer.Result();
            files.ForEach(file => file.Dispose());

            Assert.Contains(last, new[] { ERROR_INVALID_HANDLE, ERROR_ACCESS_DENIED, ERROR_OPERATION_ABORTED });
            Assert.Equal((ERROR_BROKEN_PIPE, new string('x', count)), drain.Result());
            Assert.Equal(0, new FileInfo(path).Length);
        }

        File.Delete(path);
    }

    [Fact]
    [Contract("D-close-3")]
    [Contract("D-cancel-3")]
    public void Cancel_WhileBytesFlow_LosesNone()
    {
        for (int i = 0; i < s_rounds; i++)
        {
            using TestPipe pipe = TestPipe.Create();
            HANDLE read = pipe.Read;
            Blocked<(int Bytes, WIN32_ERROR Last)> reader = Blocked.Call(() =>
            {
                int bytes = 0;
                while (true)
                {
                    (WIN32_ERROR error, string text) = Try.Read(read, 3);
                    bytes += text.Length;
                    if (error is not (ERROR_SUCCESS or ERROR_OPERATION_ABORTED))
                    {
                        return (bytes, error);
                    }
                }
            });

            for (int j = 0; j < 20; j++)
            {
                _ = Try.Write(pipe.Write, "seven..");
                _ = CancelIoEx(pipe.Read);
            }

            pipe.CloseWrite();
            Assert.Equal((140, ERROR_BROKEN_PIPE), reader.Result());
        }
    }

    private static unsafe BOOL CancelIoEx(HANDLE handle) => Kernel32.CancelIoEx(handle, null);
}
