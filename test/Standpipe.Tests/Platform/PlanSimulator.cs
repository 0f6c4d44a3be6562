using System.Runtime.Versioning;
using Standpipe.Platform.Linux;

namespace Standpipe.Tests.Platform;

/// <summary>Carries a plan out on a table in memory, as a child between fork and exec would.</summary>
[SupportedOSPlatform("linux")]
internal static class PlanSimulator
{
    /// <summary>Makes the plan, carries it out, and compares what survives the exec with what was asked for.</summary>
    /// <param name="mappings">What goes where. Every source is open and close-on-exec, unless it is foreign.</param>
    /// <param name="closeOthers">As for the plan.</param>
    /// <param name="foreign">Open descriptors that survive an exec by themselves.</param>
    /// <returns>The plan.</returns>
    internal static List<FileAction> Check(IReadOnlyList<DescriptorMapping> mappings, bool closeOthers, params int[] foreign)
    {
        SortedDictionary<int, Entry> table = [];
        foreach (DescriptorMapping mapping in mappings)
        {
            table[mapping.Source] = new Entry(mapping.Source, CloseOnExec: true);
        }

        foreach (int fd in foreign)
        {
            table[fd] = new Entry(fd, CloseOnExec: false);
        }

        SortedDictionary<int, int> expected = [];
        foreach (int fd in closeOthers ? [] : foreign.Where(fd => fd >= 3))
        {
            expected[fd] = fd;
        }

        foreach (DescriptorMapping mapping in mappings)
        {
            expected[mapping.Target] = mapping.Source;
        }

        List<FileAction> actions = DescriptorPlan.Create(mappings, closeOthers, closeOthers ? new HashSet<int>() : table.Keys.ToHashSet());
        Execute(actions, table);

        string wanted = string.Join(' ', expected.Select(entry => $"{entry.Key}<{entry.Value}"));
        string got = string.Join(' ', table.Select(entry => $"{entry.Key}<{entry.Value.Content}"));
        if (wanted != got)
        {
            Assert.Fail($"{string.Join(' ', mappings.Select(mapping => $"{mapping.Target}<{mapping.Source}"))}, closing others {closeOthers}: wanted {wanted}; got {got}; by {string.Join("; ", actions)}");
        }

        return actions;
    }

    private static void Execute(List<FileAction> actions, SortedDictionary<int, Entry> table)
    {
        foreach (FileAction action in actions)
        {
            switch (action.Kind)
            {
                case FileActionKind.Duplicate:
                    // dup2 of what is not open fails, and the start with it.
                    table[action.Target] = table[action.Descriptor] with { CloseOnExec = false };
                    break;
                case FileActionKind.Close:
                    _ = table.Remove(action.Descriptor);
                    break;
                default:
                    Remove(table, fd => fd >= action.Descriptor);
                    break;
            }
        }

        Remove(table, fd => table[fd].CloseOnExec);
    }

    private static void Remove(SortedDictionary<int, Entry> table, Func<int, bool> which)
    {
        foreach (int fd in table.Keys.Where(which).ToArray())
        {
            _ = table.Remove(fd);
        }
    }

    private readonly record struct Entry(int Content, bool CloseOnExec);
}
