namespace Standpipe.Benchmarks.Comparing;

/// <summary>How many descriptors this process and its children may have.</summary>
internal static unsafe class DescriptorLimit
{
    /// <summary>Raises the limit, for this process and the children it then starts.</summary>
    /// <param name="wanted">Descriptors.</param>
    /// <returns>The limit there is: fewer than wanted if the hard limit allows no more and may not be raised.</returns>
    internal static long Raise(long wanted)
    {
        Libc.Limit limit;
        _ = Libc.getrlimit(Libc.RLIMIT_NOFILE, &limit);
        if ((long)limit.Soft < wanted)
        {
            Libc.Limit higher = new() { Soft = (nuint)wanted, Hard = Math.Max(limit.Hard, (nuint)wanted) };
            if (Libc.setrlimit(Libc.RLIMIT_NOFILE, &higher) != 0)
            {
                higher = new Libc.Limit { Soft = limit.Hard, Hard = limit.Hard };
                _ = Libc.setrlimit(Libc.RLIMIT_NOFILE, &higher);
            }

            _ = Libc.getrlimit(Libc.RLIMIT_NOFILE, &limit);
        }

        return (long)limit.Soft;
    }
}
