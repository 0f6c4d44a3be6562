namespace Standpipe.Tests.Platform;

/// <summary>The calls that can be made to fail.</summary>
[Flags]
internal enum SystemCall
{
    None = 0,
    Pipe2 = 1,
    Close = 2,
    Fcntl = 4,
    Read = 8,
    Write = 16,
    Preadv2 = 32,
    Pwritev2 = 64,
    Poll = 128,
    NoWait = Preadv2 | Pwritev2,
    Transfers = Read | Write | NoWait,
    Splice = 256,
    Tee = 512,
    All = 1023,
}
