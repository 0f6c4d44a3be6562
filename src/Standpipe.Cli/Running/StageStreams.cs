using Microsoft.Win32.SafeHandles;
using Standpipe.Cli.Language;

namespace Standpipe.Cli.Running;

/// <summary>
/// One stage's standard streams: what sh would have as its descriptors 0, 1 and 2 after the pipes and then, from left
/// to right, the redirections.
/// </summary>
internal sealed class StageStreams : IDisposable
{
    // Every file that was opened, also those that a later redirection put aside: opening them was asked for.
    private readonly List<SafeFileHandle> _files = [];
    private readonly StageStream[] _table;

    private StageStreams(AnonymousPipe? input, AnonymousPipe? output)
    {
        _table =
        [
            input is null ? new StageStream.Inherited(0) : new StageStream.EdgeInput(input.ReadEnd),
            output is null ? new StageStream.Inherited(1) : new StageStream.EdgeOutput(output.WriteEnd),
            new StageStream.Inherited(2),
        ];
    }

    /// <summary>Gets whether the stage writes into the pipe to the next.</summary>
    internal bool WritesEdge => _table[1] is StageStream.EdgeOutput || _table[2] is StageStream.EdgeOutput;

    /// <summary>Opens a stage's files, in order. May wait for the other side of a FIFO.</summary>
    /// <exception cref="IOException">One cannot be opened; those before it are closed again.</exception>
    internal static StageStreams Open(StageSyntax stage, AnonymousPipe? input, AnonymousPipe? output)
    {
        StageStreams streams = new(input, output);
        try
        {
            foreach (RedirectSyntax redirect in stage.Redirects)
            {
                streams._table[redirect.Descriptor] = redirect.Kind == RedirectKind.Duplicate
                    ? streams._table[redirect.Source]
                    : new StageStream.OpenFile(streams.OpenFile(redirect));
            }

            if (stage.PipesError)
            {
                streams._table[2] = streams._table[1];
            }

            return streams;
        }
        catch
        {
            streams.Dispose();
            throw;
        }
    }

    /// <summary>Makes the options of the stage's child.</summary>
    internal ChildProcessOptions MakeOptions(StageSyntax stage)
    {
        ChildProcessOptions options = MakeCommand(stage, Input(_table[0]), Output(_table[1]), Output(_table[2]));
        return options;
    }

    /// <summary>Makes options that know the program and its environment only: enough to find it.</summary>
    internal static ChildProcessOptions MakeCommand(
        StageSyntax stage, ChildInput? input = null, ChildOutput? output = null, ChildOutput? error = null)
    {
        ChildProcessOptions options = new(stage.Words[0], stage.Words.Skip(1))
        {
            StandardInput = input ?? ChildInput.Inherit,
            StandardOutput = output ?? ChildOutput.Inherit,
            StandardError = error ?? ChildOutput.Inherit,
        };
        foreach ((string name, string value) in stage.Assignments)
        {
            options.Environment[name] = value;
        }

        return options;
    }

    /// <summary>Closes the files on this side.</summary>
    public void Dispose()
    {
        foreach (SafeFileHandle file in _files)
        {
            file.Dispose();
        }

        _files.Clear();
    }

    private static ChildInput Input(StageStream stream) => stream switch
    {
        StageStream.EdgeInput edge => edge.End,
        StageStream.OpenFile file => ChildInput.FromHandle(file.Handle),
        _ => ChildInput.Inherit,
    };

    private static ChildOutput Output(StageStream stream) => stream switch
    {
        StageStream.EdgeOutput edge => edge.End,
        StageStream.OpenFile file => ChildOutput.FromHandle(file.Handle),
        StageStream.Inherited inherited => Standard(inherited.Descriptor),
        _ => ChildOutput.Inherit,
    };

    private static ChildOutput Standard(int descriptor) =>
        (descriptor == 1 ? StandardHandles.Output : StandardHandles.Error) is { } handle
            ? ChildOutput.FromHandle(handle)
            : ChildOutput.Inherit;

    private SafeFileHandle OpenFile(RedirectSyntax redirect)
    {
        SafeFileHandle file = redirect.Kind switch
        {
            RedirectKind.Read => Redirection.OpenRead(redirect.Path),
            RedirectKind.Append => Redirection.OpenAppend(redirect.Path),
            _ => Redirection.Create(redirect.Path),
        };
        _files.Add(file);
        return file;
    }
}
