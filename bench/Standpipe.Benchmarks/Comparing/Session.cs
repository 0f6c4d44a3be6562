namespace Standpipe.Benchmarks.Comparing;

/// <summary>One table's processes, and what they need.</summary>
/// <param name="scale">How much is measured.</param>
/// <param name="native">The C contenders.</param>
internal sealed class Session(Scale scale, NativePrograms native) : IAsyncDisposable
{
    private static readonly string s_program = Path.Combine(AppContext.BaseDirectory, "Standpipe.Benchmarks");

    private readonly List<Worker> _workers = [];
    private readonly List<string> _files = [];

    /// <summary>Gets how much is measured.</summary>
    internal Scale Scale { get; } = scale;

    /// <summary>Gets whether there are C contenders.</summary>
    internal bool HasNative => native.Exist;

    /// <summary>Starts a process of this program.</summary>
    /// <param name="role">What it is to be, for the hidden verb.</param>
    internal Worker Start(params string[] role) => Add(new Worker(s_program, onOneProcessor: false, [Children.ChildVerb.Name, .. role]));

    /// <summary>Starts a process of this program on one processor.</summary>
    internal Worker StartOnOne(params string[] role) => Add(new Worker(s_program, onOneProcessor: true, [Children.ChildVerb.Name, .. role]));

    /// <summary>Starts a C contender.</summary>
    internal Worker StartNative(string program, params string[] arguments) => Add(Native(program, onOneProcessor: false, arguments));

    /// <summary>Starts a C contender on one processor.</summary>
    internal Worker StartNativeOnOne(string program, params string[] arguments) => Add(Native(program, onOneProcessor: true, arguments));

    /// <summary>Makes a file of zeros that takes no room on the disk.</summary>
    internal string SparseFile(long bytes)
    {
        string path = Path.GetTempFileName();
        _files.Add(path);
        using FileStream file = new(path, FileMode.Open, FileAccess.Write);
        file.SetLength(bytes);
        return path;
    }

    /// <summary>Ends the processes and removes the files.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (Worker worker in _workers)
        {
            await worker.DisposeAsync();
        }

        _files.ForEach(File.Delete);
    }

    private Worker Native(string program, bool onOneProcessor, string[] arguments) =>
        native.Find(program) is { } file ? new Worker(file, onOneProcessor, arguments) : new Worker(null, onOneProcessor, "no gcc");

    private Worker Add(Worker worker)
    {
        _workers.Add(worker);
        return worker;
    }
}
