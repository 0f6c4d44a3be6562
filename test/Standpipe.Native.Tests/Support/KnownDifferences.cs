namespace Standpipe.Native.Tests.Support;

/// <summary>A line of a contract program's output that Wine prints otherwise.</summary>
/// <param name="Line">The line, up to its colon.</param>
/// <param name="Wine">What Wine prints after it.</param>
/// <param name="Reason">Why that is so, and what Windows does.</param>
internal sealed record Difference(string Line, string Wine, string Reason);

/// <summary>Where Wine 8 does not do as the transcripts say. docs/contract.md has the same as remarks, where it speaks of it.</summary>
internal static class KnownDifferences
{
    private const string NoHandleCheck = "Wine does not look at what CancelIo is given";
    private const string Callbacks = "the systems' own move the bytes and queue the callback; the library refuses both";
    private const string MoreRights = "Wine gives rights that the source has not; Windows is err 5";
    private const string NotZeroed = "Wine leaves the structure as it was; Windows zeroes it";
    private const string WithoutTheList = "Wine starts the child without; Windows is err 87";

    internal static readonly Difference[] UnderWine =
    [
        new("D-access-3 -1, CancelIo", "ok", NoHandleCheck),
        new("D-access-4 an event, CancelIo", "ok", NoHandleCheck),
        new("D-access-6 write from NULL", "err 1784", "a code of Wine's; the kernel's fault is err 998"),
        new("D-access-8 GetFileSize", "4294967295, last error 1", "Wine knows no size of a pipe"),
        new("D-cancel-4 nothing to end", "ok", "Wine succeeds; Windows is err 1168"),
        new("D-state-8 flush a read end", "ok", "Wine succeeds; Windows is err 5"),
        new("D-overlapped-4 ReadFileEx", "ok", Callbacks),
        new("D-overlapped-4 what is left", "0", Callbacks),
        new("D-overlapped-4 WriteFileEx", "ok", Callbacks),
        new("D-dup-2 no target at all", "err 6", "Wine wants a process; Windows closes the source and succeeds"),
        new("D-dup-4 flags", "0", "Wine ignores DUPLICATE_SAME_ATTRIBUTES"),
        new("D-dup-6 more than it has", "ok", MoreRights),
        new("D-dup-6 reading by a write end", "ok", MoreRights),
        new("D-std-5 one is not inheritable", "I=I=0=, 0", "Wine passes NULL; Windows the dead value, which the child cannot use either"),
        new("D-std-8 not inheriting, with the flag", "1", "Wine passes copies"),
        new("D-std-8 what came", "dead", "Wine passes copies"),
        new("D-proc-6 a list, not inheriting", "ok", WithoutTheList),
        new("D-proc-6 one that is not inheritable", "ok", WithoutTheList),
        new("D-proc-7 a size of 0", "ok", "Wine has nothing against it; Windows is err 24"),
        new("D-proc-9 a directory", "err 6, zeroed", "a code of Wine's; Windows is err 5"),
        new("D-proc-9 by the command line", "err 2", NotZeroed),
        new("D-proc-9 no working directory", "err 267", NotZeroed),
        new("an empty command line", "err 2", NotZeroed),
        new("D-proc-12 again", "ok", "Wine succeeds; Windows is err 5"),
        new("D-proc-21 two consoles", "starts, 3", "Wine starts it; Windows is err 87"),
    ];
}
