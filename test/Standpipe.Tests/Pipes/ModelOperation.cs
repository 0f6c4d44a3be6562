using System.Diagnostics.CodeAnalysis;

namespace Standpipe.Tests.Pipes;

/// <summary>An asynchronous operation on the pipe of a <see cref="PipeModel"/>, and what came of it.</summary>
internal abstract class ModelOperation : IDisposable
{
    private readonly CancellationTokenSource _source = new();

    internal CancellationToken Token => _source.Token;

    /// <summary>Whether it was over at the last look.</summary>
    internal bool IsOver { get; private set; }

    /// <summary>What it threw, once it is over.</summary>
    internal Exception? Failure { get; private set; }

    /// <summary>Whether what it is made of is used again by later ones once the result is taken.</summary>
    protected bool IsPooled { get; init; }

    public void Dispose() => _source.Dispose();

    internal void Cancel() => _source.Cancel();

    /// <summary>Whether it is over; the first time that it is, takes the result.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "The model says which it must be.")]
    internal bool LookWhetherOver()
    {
        if (IsOver || !IsCompleted)
        {
            return IsOver;
        }

        try
        {
            TakeResult();
        }
        catch (Exception exception)
        {
            Failure = exception;
        }

        IsOver = true;
        return true;
    }

    /// <summary>Asks again for what has been handed out: that must fail, and hurt nobody.</summary>
    internal void AskAgain()
    {
        if (IsPooled)
        {
            _ = Assert.Throws<InvalidOperationException>(TakeResult);
        }
    }

    protected abstract bool IsCompleted { get; }

    protected abstract void TakeResult();
}
