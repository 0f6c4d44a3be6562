using System.Globalization;
using System.Reflection;
using System.Runtime.Versioning;
using Standpipe.Platform.Linux;
using Standpipe.Win32;
using Standpipe.Win32.Linux;

namespace Standpipe.Tests.Win32;

/// <summary>The one table from Linux error numbers to Win32 codes, walked entirely.</summary>
[SupportedOSPlatform("linux")]
public sealed class ErrorTableTests
{
    /// <summary>What the codes are, written down once more: a change in the table must be wanted.</summary>
    private static readonly Dictionary<string, int> s_expected = (
        "EPERM=5 ENOENT=2 ESRCH=87 EINTR=31 EIO=1117 ENXIO=2 E2BIG=206 ENOEXEC=193 EBADF=6 ECHILD=31 EAGAIN=8 ENOMEM=8 " +
        "EACCES=5 EFAULT=998 EBUSY=170 EEXIST=80 ENODEV=2 ENOTDIR=3 EISDIR=5 EINVAL=87 ENFILE=1450 EMFILE=4 ENOTTY=31 " +
        "ETXTBSY=32 ENOSPC=112 ESPIPE=132 EROFS=5 EPIPE=232 ENAMETOOLONG=206 ENOSYS=50 ELOOP=1921 EOPNOTSUPP=50 ECONNRESET=31 ")
        .Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split('='))
        .ToDictionary(pair => pair[0], pair => int.Parse(pair[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);

    [Fact]
    public void FromErrno_EveryNumberThatTheLibraryKnows_HasItsCode()
    {
        FieldInfo[] numbers =
            [.. typeof(Errno).GetFields(BindingFlags.NonPublic | BindingFlags.Static).Where(field => field.IsLiteral)];

        Assert.Equal(s_expected.Keys.Order(StringComparer.Ordinal), numbers.Select(field => field.Name).Order(StringComparer.Ordinal));
        Assert.All(numbers, field =>
        {
            WIN32_ERROR code = ErrorTable.FromErrno((int)field.GetRawConstantValue()!);

            Assert.Equal((WIN32_ERROR)s_expected[field.Name], code);
            Assert.True(Enum.IsDefined(code), $"{field.Name} gives {code}, which WIN32_ERROR does not name.");
            Assert.Equal(field.Name, Errno.Name((int)field.GetRawConstantValue()!));
        });
    }

    [Fact]
    public void FromErrno_None_IsSuccess() => Assert.Equal(WIN32_ERROR.ERROR_SUCCESS, ErrorTable.FromErrno(0));

    [Fact]
    public void FromErrno_Unknown_IsAGeneralFailure() => Assert.Equal(WIN32_ERROR.ERROR_GEN_FAILURE, ErrorTable.FromErrno(4095));
}
