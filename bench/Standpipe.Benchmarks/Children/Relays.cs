using System.Diagnostics;
using System.Globalization;
using Standpipe.Benchmarks.Comparing;
using Standpipe.Benchmarks.Contenders;

namespace Standpipe.Benchmarks.Children;

/// <summary>cat FILE | this process | cat > /dev/null.</summary>
internal static class Relays
{
    /// <summary>Answers "relay CAPACITY BYTES FILE".</summary>
    internal static void Serve(string kind) => Conversation.Serve(request => Answer(kind, request));

    private static Answer Answer(string kind, string[] request)
    {
        int capacity = int.Parse(request[1], CultureInfo.InvariantCulture);
        string file = string.Join(' ', request[3..]);
        long begin = Stopwatch.GetTimestamp();
        long bytes = kind switch
        {
            RelayKinds.Splice => OursRelay.Run(file, capacity, static (source, destination) => source.SpliceTo(destination)),
            RelayKinds.Loop => OursRelay.Run(file, capacity, (source, destination) => OursLoop.Move(source, destination, capacity)),
            RelayKinds.Copy => StreamRelay.RunAsync(file, capacity).GetAwaiter().GetResult(),
            _ => throw new ArgumentException($"No such kind: {kind}."),
        };
        return new Answer((long)Stopwatch.GetElapsedTime(begin).TotalNanoseconds, bytes);
    }
}
