using System.Globalization;

namespace Standpipe.Inspection;

/// <summary>What processes do, in words for people.</summary>
internal static class Words
{
    /// <summary>What a thread is at: <c>sleeps</c>.</summary>
    internal static string Activity(MappedThread? thread) => thread?.Activity switch
    {
        ThreadActivity.Running => "computes",
        ThreadActivity.Reading => Reading(thread),
        ThreadActivity.Writing => Writing(thread),
        ThreadActivity.Transferring => $"moves bytes from descriptor {thread.Input} to descriptor {thread.Output}",
        ThreadActivity.Polling => "waits for any of several descriptors",
        ThreadActivity.Child => "waits for a child to end",
        ThreadActivity.Sleeping => "sleeps",
        ThreadActivity.Lock => "waits for another of its threads",
        ThreadActivity.Signal => "waits for a signal",
        ThreadActivity.Disk => "waits for a disk or a file",
        ThreadActivity.Stopped => "is stopped",
        ThreadActivity.Exited => "has ended",
        ThreadActivity.Other => "waits in a system call",
        _ => "does something that this user may not see",
    };

    /// <summary>The wait that an edge is about: <c>cat[7] waits for bytes in pipe:[5] (its descriptor 0)</c>.</summary>
    internal static string Wait(in WaitEdge edge)
    {
        if (edge.End == null)
        {
            return $"{edge.Waiter} waits for its child {edge.Blocker} to end";
        }

        int? descriptor = edge.IsRead ? edge.Thread.Input : edge.Thread.Output;
        string place = descriptor is { } number ? $" (its descriptor {number.ToString(CultureInfo.InvariantCulture)})" : string.Empty;
        return $"{edge.Waiter} waits for {(edge.IsRead ? "bytes" : "room")} in {edge.End.Pipe}{place}";
    }

    /// <summary>The wait, and who could end it.</summary>
    internal static string WaitAndEnd(in WaitEdge edge) => edge.End == null
        ? Wait(edge)
        : $"{Wait(edge)}, and {Holds(edge)}";

    /// <summary>Who could end the wait: <c>tar[6] holds the write end (descriptor 1)</c>.</summary>
    internal static string Holds(in WaitEdge edge)
    {
        string who = edge.Blocker == edge.Waiter ? "it" : edge.Blocker.ToString();
        string itself = edge.Blocker == edge.Waiter ? " itself" : string.Empty;
        return $"{who} holds the {(edge.IsRead ? "write" : "read")} end{itself} (descriptor {edge.End!.Descriptor})";
    }

    /// <summary>Names: <c>a, b and c</c>.</summary>
    internal static string List(IEnumerable<MappedProcess> processes)
    {
        string[] names = [.. processes.Select(process => process.ToString())];
        return names.Length < 2 ? string.Concat(names) : $"{string.Join(", ", names[..^1])} and {names[^1]}";
    }

    /// <summary>A verb that agrees: <c>holds</c> for one, <c>hold</c> for several.</summary>
    internal static string Verb(int count, string singular, string plural) => count == 1 ? singular : plural;

    private static string Reading(MappedThread thread) => thread.InputTarget switch
    {
        DescriptorTarget.Terminal => $"waits for input from a terminal (descriptor {thread.Input})",
        DescriptorTarget.Socket => $"waits for bytes from a socket (descriptor {thread.Input})",
        _ when thread.InputPipe is { } pipe => $"waits for bytes in {pipe}",
        _ when thread.Input is { } descriptor => $"waits for bytes from its descriptor {descriptor}",
        _ => "waits for bytes from a pipe",
    };

    private static string Writing(MappedThread thread) => thread.OutputTarget switch
    {
        DescriptorTarget.Terminal => $"waits to write to a terminal (descriptor {thread.Output})",
        DescriptorTarget.Socket => $"waits to write to a socket (descriptor {thread.Output})",
        _ when thread.OutputPipe is { } pipe => $"waits for room in {pipe}",
        _ when thread.Output is { } descriptor => $"waits to write to its descriptor {descriptor}",
        _ => "waits for room in a pipe",
    };
}
