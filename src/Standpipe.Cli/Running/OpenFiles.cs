using Microsoft.Win32.SafeHandles;
using Standpipe.Cli.Language;
using Standpipe.Cli.Planning;

namespace Standpipe.Cli.Running;

/// <summary>The files of a graph's redirections, as they are opened.</summary>
internal sealed class OpenFiles : IDisposable
{
    // Under this lock: stages open theirs at the same time.
    private readonly Dictionary<PlanStream.OpenFile, SafeFileHandle> _handles = [];

    /// <summary>Gets an open file.</summary>
    internal SafeFileHandle this[PlanStream.OpenFile file]
    {
        get
        {
            lock (_handles)
            {
                return _handles[file];
            }
        }
    }

    /// <summary>
    /// Opens a node's files, in order; also those that a later redirection puts aside: opening them was asked for. May
    /// wait for the other side of a FIFO.
    /// </summary>
    /// <exception cref="IOException">One cannot be opened.</exception>
    internal void Open(PlanNode node)
    {
        foreach (PlanStream.OpenFile file in node.Files)
        {
            SafeFileHandle handle = file.Kind switch
            {
                RedirectKind.Read => Redirection.OpenRead(file.Path),
                RedirectKind.Append => Redirection.OpenAppend(file.Path),
                _ => Redirection.Create(file.Path),
            };
            lock (_handles)
            {
                _handles.Add(file, handle);
            }
        }
    }

    /// <summary>Closes, on this side, all but those that this process itself writes: the stages have theirs.</summary>
    internal void Keep(IEnumerable<PlanStream.OpenFile> files)
    {
        lock (_handles)
        {
            foreach (PlanStream.OpenFile file in _handles.Keys.Except(files).ToList())
            {
                _handles[file].Dispose();
                _ = _handles.Remove(file);
            }
        }
    }

    /// <summary>Closes them on this side.</summary>
    public void Dispose()
    {
        lock (_handles)
        {
            foreach (SafeFileHandle handle in _handles.Values)
            {
                handle.Dispose();
            }

            _handles.Clear();
        }
    }
}
