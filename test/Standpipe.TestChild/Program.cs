using Standpipe.TestChild;

// The child that the tests start. `Standpipe.TestChild VERB [ARGUMENT...]`; an unknown verb exits 64.
const int Usage = 64;

if (OperatingSystem.IsWindows())
{
    // Without a console the runtime would write in the system's old code page.
    Console.SetOut(new StreamWriter(Console.OpenStandardOutput(), new System.Text.UTF8Encoding(false)) { AutoFlush = true });
}

if (args is ["--list"])
{
    foreach (string name in Verbs.All.Keys)
    {
        Console.WriteLine(name);
    }

    return 0;
}

if (args.Length == 0 || !Verbs.All.TryGetValue(args[0], out Func<string[], int>? verb))
{
    return Usage;
}

// A verb that no test uses is dead code: CI compares this folder with the list.
if (Environment.GetEnvironmentVariable("STANDPIPE_VERB_LOG") is { Length: > 0 } log)
{
    File.WriteAllBytes(Path.Combine(log, args[0]), []);
}

return verb(args[1..]);
