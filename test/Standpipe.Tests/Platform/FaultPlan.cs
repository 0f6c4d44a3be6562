namespace Standpipe.Tests.Platform;

/// <summary>Which call fails, and how. One thread makes the calls.</summary>
internal sealed class FaultPlan
{
    private bool _hasBegun;

    /// <summary>The calls that count, and that may fail.</summary>
    internal SystemCall Calls { get; init; } = SystemCall.All;

    /// <summary>Which of those calls fails, from 1; 0: none.</summary>
    internal int FailAt { get; init; }

    /// <summary>Whether all from there on fail too.</summary>
    internal bool ForEver { get; init; }

    /// <summary>With what.</summary>
    internal int Error { get; init; }

    /// <summary>How many bytes a transfer moves at most.</summary>
    internal int LongestTransfer { get; init; } = int.MaxValue;

    /// <summary>The descriptors that pipe2, fcntl and close work on.</summary>
    internal SimulatedTable Table { get; init; } = new();

    /// <summary>How many calls were made that count.</summary>
    internal int Count { get; private set; }

    /// <summary>Whether any call was made, also of those that do not count.</summary>
    internal bool HasBegun => Volatile.Read(ref _hasBegun);

    /// <summary>How many of them failed.</summary>
    internal int Failed { get; private set; }

    internal int Take(SystemCall call)
    {
        Volatile.Write(ref _hasBegun, true);
        if ((Calls & call) == 0)
        {
            return 0;
        }

        Count++;
        if (FailAt == 0 || (ForEver ? Count < FailAt : Count != FailAt))
        {
            return 0;
        }

        Failed++;
        return Error;
    }

    internal nuint Shorten(nuint count) => Math.Min(count, (nuint)LongestTransfer);
}
