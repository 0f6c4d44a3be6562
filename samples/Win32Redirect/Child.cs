using Standpipe.Win32;
using static Standpipe.Win32.Kernel32;

namespace Standpipe.Samples;

/// <summary>Reads its standard input, writes it in capitals to its standard output, and knows of no pipes.</summary>
internal static class Child
{
    internal static int Run()
    {
        #region win32-child
        HANDLE input = GetStdHandle(STD_INPUT_HANDLE);
        HANDLE output = GetStdHandle(STD_OUTPUT_HANDLE);
        byte[] buffer = new byte[4096];
        while (ReadFile(input, buffer, out uint read))
        {
            for (int index = 0; index < (int)read; index++)
            {
                buffer[index] = buffer[index] is >= (byte)'a' and <= (byte)'z' ? (byte)(buffer[index] - 32) : buffer[index];
            }

            if (!WriteFile(output, buffer.AsSpan(0, (int)read), out _))
            {
                return (int)GetLastError();                            // ERROR_NO_DATA: nobody reads any more
            }
        }

        return GetLastError() == WIN32_ERROR.ERROR_BROKEN_PIPE ? 0 : 1; // the end of a pipe
        #endregion
    }
}
