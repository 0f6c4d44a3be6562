using System.Runtime.Versioning;

namespace Standpipe.Platform.Linux;

/// <summary>
/// How a child's descriptor table is made from its parent's: a pure function from what goes where to the steps that
/// <c>posix_spawn</c> takes in the child, in order.
/// </summary>
[SupportedOSPlatform("linux")]
internal static class DescriptorPlan
{
    /// <summary>Makes the plan.</summary>
    /// <param name="mappings">
    /// Which of the parent's descriptors becomes which of the child's. A source may go to several targets; a target
    /// comes from one source. The descriptors 0 to 2 are closed in the child if nothing goes there.
    /// </param>
    /// <param name="closeOthers">Whether every descriptor that is no target is closed, also those this process does not know of.</param>
    /// <param name="occupied">Descriptors that must not be used as a temporary place, besides sources and targets.</param>
    /// <returns>The steps. Simultaneous in effect: no step destroys what a later one needs.</returns>
    /// <exception cref="ArgumentException">Two mappings have the same target.</exception>
    internal static List<FileAction> Create(
        IReadOnlyList<DescriptorMapping> mappings, bool closeOthers, IReadOnlySet<int> occupied)
    {
        // Invariants: `sources[t]` is what still has to go to t; `uses[s]` counts the entries of `sources` that need s.
        Dictionary<int, int> sources = [];
        Dictionary<int, int> uses = [];
        HashSet<int> targets = [];
        List<FileAction> actions = [];
        foreach ((int source, int target) in mappings)
        {
            if (!targets.Add(target))
            {
                throw new ArgumentException($"Two handles are to become descriptor {target} of the child.", nameof(mappings));
            }

            if (source == target)
            {
                // dup2(n, n) keeps n and clears close-on-exec, in the child alone (glibc 2.29).
                actions.Add(FileAction.Duplicate(source, target));
                continue;
            }

            sources.Add(target, source);
            uses[source] = uses.GetValueOrDefault(source) + 1;
        }

        int temporary = -1;
        MoveWhatIsFree(sources, uses, actions);
        while (sources.Count > 0)
        {
            // Only cycles are left. Save one member elsewhere, and the rest can move.
            temporary = temporary >= 0 ? temporary : FreeDescriptor(mappings, targets, occupied);
            int saved = sources.Keys.First();
            int reader = sources.First(entry => entry.Value == saved).Key;
            actions.Add(FileAction.Duplicate(saved, temporary));
            sources[reader] = temporary;
            uses[temporary] = 1;
            _ = uses.Remove(saved);
            MoveWhatIsFree(sources, uses, actions);
        }

        AddClosings(actions, targets, closeOthers, temporary);
        return actions;
    }

    /// <summary>Makes every move whose target nobody needs as a source any more.</summary>
    private static void MoveWhatIsFree(Dictionary<int, int> sources, Dictionary<int, int> uses, List<FileAction> actions)
    {
        Queue<int> free = new(sources.Keys.Where(target => !uses.ContainsKey(target)));
        while (free.TryDequeue(out int target))
        {
            _ = sources.Remove(target, out int source);
            actions.Add(FileAction.Duplicate(source, target));
            if (--uses[source] == 0)
            {
                _ = uses.Remove(source);
                if (sources.ContainsKey(source))
                {
                    free.Enqueue(source);
                }
            }
        }
    }

    private static void AddClosings(List<FileAction> actions, HashSet<int> targets, bool closeOthers, int temporary)
    {
        // Numbers are closed whether or not anything is open there: what foreign threads open meanwhile cannot slip in.
        int end = closeOthers ? targets.Append(-1).Max() + 1 : LinuxHandle.FirstOrdinary;
        for (int fd = 0; fd < end; fd++)
        {
            if (!targets.Contains(fd))
            {
                actions.Add(FileAction.Close(fd));
            }
        }

        if (closeOthers)
        {
            actions.Add(FileAction.CloseFrom(end));
        }
        else if (temporary >= 0)
        {
            actions.Add(FileAction.Close(temporary));
        }
    }

    private static int FreeDescriptor(
        IReadOnlyList<DescriptorMapping> mappings, HashSet<int> targets, IReadOnlySet<int> occupied)
    {
        HashSet<int> taken = [.. targets, .. occupied, .. mappings.Select(mapping => mapping.Source)];
        int fd = LinuxHandle.FirstOrdinary;
        while (taken.Contains(fd))
        {
            fd++;
        }

        return fd;
    }
}
