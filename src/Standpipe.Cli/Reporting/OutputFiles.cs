using System.Diagnostics.CodeAnalysis;

namespace Standpipe.Cli.Reporting;

/// <summary>The files that are written when a run is over, all opened before anything starts: those that wait for nobody first, so that they are there to be written whatever becomes of the others.</summary>
internal sealed class OutputFiles : IDisposable
{
    // Under this lock: a signal's thread may leave while they are opened.
    private readonly Dictionary<string, OutputFile> _files = [];

    /// <summary>Gets the file that is waited for; null if none is.</summary>
    internal string? Pending { get; private set; }

    /// <summary>Finds one of them.</summary>
    /// <param name="path">As it was given.</param>
    /// <returns>null if nobody asked for it, or it is not open.</returns>
    internal OutputFile? Find(string? path)
    {
        lock (_files)
        {
            return path is null ? null : _files.GetValueOrDefault(path);
        }
    }

    /// <summary>Opens them. A FIFO waits for its reader. Whatever could be opened stays so if another could not.</summary>
    /// <param name="paths">The files.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="IOException">One cannot be written, or two are one; the message says which and why. If two are one, none is open.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    [SuppressMessage("Reliability", "CA2000", Justification = "They are kept here, until this is disposed of.")]
    internal async Task OpenAsync(IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        if (paths.GroupBy(OutputFile.Identify).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new IOException($"cannot write '{twice.Last()}': it is to be two files");
        }

        IOException? failure = null;
        ILookup<bool, string> mayWait = paths.ToLookup(OutputFile.MayWait);
        foreach (string path in mayWait[false])
        {
            try
            {
                Add(path, OutputFile.Open(path));
            }
            catch (IOException exception)
            {
                failure ??= exception;
            }
        }

        if (failure is not null)
        {
            throw failure;
        }

        foreach (string path in mayWait[true])
        {
            Pending = path;
            Add(path, await OutputFile.OpenAsync(path, cancellationToken).ConfigureAwait(false));
            Pending = null;
        }
    }

    /// <inheritdoc cref="OutputFile.Abandon"/>
    internal void Abandon()
    {
        lock (_files)
        {
            foreach (OutputFile file in _files.Values)
            {
                file.Abandon();
            }
        }
    }

    /// <summary>Gives up what was not written: nothing is left behind.</summary>
    public void Dispose()
    {
        lock (_files)
        {
            foreach (OutputFile file in _files.Values)
            {
                file.Dispose();
            }
        }
    }

    private void Add(string path, OutputFile file)
    {
        lock (_files)
        {
            _files.Add(path, file);
        }
    }
}
