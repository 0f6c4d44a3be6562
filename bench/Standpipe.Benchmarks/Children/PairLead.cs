using System.Diagnostics;
using System.Globalization;
using Standpipe.Benchmarks.Comparing;
using Standpipe.Benchmarks.Contenders;

namespace Standpipe.Benchmarks.Children;

/// <summary>The parent of two processes with a pipe each way: it starts the other, keeps the time, and writes first.</summary>
internal sealed class PairLead : IDisposable
{
    private readonly Link _link;
    private readonly ChildProcess _peer;
    private readonly StreamReader _fromPeer;
    private readonly StreamWriter _toPeer;

    private PairLead(Link link, ChildProcess peer)
    {
        _link = link;
        _peer = peer;
        _fromPeer = new StreamReader(peer.StandardOutput!);
        _toPeer = new StreamWriter(peer.StandardInput!) { AutoFlush = true };
    }

    /// <summary>Answers "throughput CAPACITY CHUNK BYTES" and "roundtrip SIZE COUNT".</summary>
    internal static void Serve(string kind, string placement)
    {
        using PairLead lead = Start(kind, placement);
        if (placement == Placement.Apart)
        {
            Affinity.BindThread(toLast: false);
        }

        Conversation.Serve(lead.Answer);
    }

    /// <summary>Ends the other process.</summary>
    public void Dispose()
    {
        _toPeer.Dispose();
        _link.Dispose();
        _ = _peer.WaitForExit();
        _fromPeer.Dispose();
        _peer.Dispose();
    }

    // The same start for every kind: what differs is only who made the pipes, and what opens their ends.
    private static PairLead Start(string kind, string placement)
    {
        LinkToPeer ends = Kinds.CreateLink(kind);
        string[] role = [Roles.Peer, kind, placement, ends.PeerInput.ChildValue, ends.PeerOutput.ChildValue];
        ChildProcessOptions options = new(Environment.ProcessPath!, [ChildVerb.Name, .. role])
        {
            StandardInput = ChildInput.Pipe,
            StandardOutput = ChildOutput.Pipe,
            InheritedHandles = { ends.PeerInput, ends.PeerOutput },
        };
        PairLead lead = new(ends.Link, ChildProcess.Start(options));
        ends.ClosePeerEnds();
        return lead;
    }

    private Answer Answer(string[] request)
    {
        switch (request)
        {
            case ["throughput", string capacity, string chunk, string bytes]:
                _link.SetCapacity(Number(capacity));
                return Measure($"take {chunk} {bytes}", Number(chunk), long.Parse(bytes, CultureInfo.InvariantCulture), echo: false);
            case ["roundtrip", string size, string count]:
                return Measure($"echo {size} {count}", Number(size), long.Parse(count, CultureInfo.InvariantCulture), echo: true);
            default:
                throw new ArgumentException($"No such request: {string.Join(' ', request)}.");
        }
    }

    private Answer Measure(string order, int size, long amount, bool echo)
    {
        byte[] buffer = new byte[size];
        Array.Fill(buffer, (byte)1);
        _toPeer.WriteLine(order);
        _ = Hear("ready");

        long begin = Stopwatch.GetTimestamp();
        Transfer(buffer, amount, echo);
        long done = Hear("done");
        return new Answer((long)Stopwatch.GetElapsedTime(begin).TotalNanoseconds, done);
    }

    private void Transfer(byte[] buffer, long amount, bool echo)
    {
        switch (_link.IsAsynchronous, echo)
        {
            case (false, false):
                Transfers.Write(_link.Output, buffer, amount);
                break;
            case (false, true):
                Transfers.Ask(_link, buffer, amount);
                break;
            case (true, false):
                Transfers.WriteAsync(_link.Output, buffer, amount).GetAwaiter().GetResult();
                break;
            case (true, true):
                Transfers.AskAsync(_link, buffer, amount).GetAwaiter().GetResult();
                break;
        }
    }

    private long Hear(string word)
    {
        string[] said = _fromPeer.ReadLine()?.Split(' ') ?? ["nothing"];
        return said[0] == word ? long.Parse(said[1], CultureInfo.InvariantCulture)
            : throw new IOException($"The other process said: {string.Join(' ', said)}.");
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
