using System.Globalization;
using Standpipe.Benchmarks.Comparing;
using Standpipe.Benchmarks.Contenders;

namespace Standpipe.Benchmarks.Children;

/// <summary>The child of two processes with a pipe each way: it takes, or gives back, what the other writes.</summary>
internal static class PairPeer
{
    /// <summary>Does what "take CHUNK BYTES" and "echo SIZE COUNT" say, and says "ready 0" before and "done AMOUNT" after it.</summary>
    internal static void Serve(string kind, string placement, string input, string output)
    {
        if (placement == Placement.Apart)
        {
            Affinity.BindThread(toLast: true);
        }

        using Link link = Kinds.OpenLink(kind, input, output);
        using StreamReader orders = new(Console.OpenStandardInput());
        using StreamWriter replies = new(Console.OpenStandardOutput()) { AutoFlush = true };
        while (orders.ReadLine() is { } order)
        {
            string[] words = order.Split(' ');
            byte[] buffer = new byte[int.Parse(words[1], CultureInfo.InvariantCulture)];
            long amount = long.Parse(words[2], CultureInfo.InvariantCulture);
            GC.Collect();
            replies.WriteLine("ready 0");
            replies.WriteLine(string.Create(CultureInfo.InvariantCulture, $"done {Transfer(link, buffer, amount, words[0] == "echo")}"));
        }
    }

    private static long Transfer(Link link, byte[] buffer, long amount, bool echo) => (link.IsAsynchronous, echo) switch
    {
        (false, false) => Transfers.Read(link.Input, buffer, amount),
        (false, true) => Transfers.Echo(link, buffer, amount),
        (true, false) => Transfers.ReadAsync(link.Input, buffer, amount).GetAwaiter().GetResult(),
        (true, true) => Transfers.EchoAsync(link, buffer, amount).GetAwaiter().GetResult(),
    };
}
