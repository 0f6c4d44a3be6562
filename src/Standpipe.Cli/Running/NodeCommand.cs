using Microsoft.Win32.SafeHandles;
using Standpipe.Cli.Planning;

namespace Standpipe.Cli.Running;

/// <summary>Makes the options of a node's child.</summary>
internal static class NodeCommand
{
    private const int FirstOrdinary = 3;

    /// <summary>Checks that this system can give children the descriptors that the plan has for them.</summary>
    /// <exception cref="IOException">It cannot.</exception>
    internal static void RequireDescriptors(GraphPlan plan)
    {
        if (OperatingSystem.IsWindows() && plan.Nodes.FirstOrDefault(node => node.Descriptors.Keys.Any(descriptor => descriptor >= FirstOrdinary)) is { } node)
        {
            throw new IOException($"{node.Name}: on Windows there are no descriptors but 0, 1 and 2, and no <( ) or >( )");
        }
    }

    /// <summary>Makes options that know the program and its environment only: enough to find it.</summary>
    internal static ChildProcessOptions Describe(PlanNode node) => Describe(node, ChildInput.Inherit, ChildOutput.Inherit, ChildOutput.Inherit);

    /// <summary>Makes the options.</summary>
    /// <param name="node">The node.</param>
    /// <param name="find">What a descriptor is; null: this process has been started without it.</param>
    /// <exception cref="IOException">A descriptor is to be the copy of one that this process has been started without.</exception>
    internal static ChildProcessOptions Make(PlanNode node, Func<PlanStream, SafeFileHandle?> find)
    {
        SafeFileHandle?[] standard = [.. Enumerable.Range(0, FirstOrdinary).Select(descriptor => node.Descriptors.TryGetValue(descriptor, out PlanStream? stream)
            ? Find(descriptor, stream)
            : null)];
        ChildProcessOptions options = Describe(
            node,
            standard[0] is { } input ? ChildInput.FromHandle(input) : ChildInput.Closed,
            Output(standard[1]),
            Output(standard[2]));
        foreach ((int descriptor, PlanStream stream) in node.Descriptors.Where(entry => entry.Key >= FirstOrdinary))
        {
            options.InheritedHandles.Add(InheritedHandle.FromHandle(Find(descriptor, stream)!).As(descriptor));
        }

        return options;

        SafeFileHandle? Find(int descriptor, PlanStream stream) => find(stream) is { } handle ? handle
            : stream is PlanStream.Inherited inherited && inherited.Descriptor != descriptor
                ? throw new IOException($"{node.Name}: descriptor {descriptor} is to be {inherited.Descriptor}, which is closed")
                : null;
    }

    private static ChildOutput Output(SafeFileHandle? handle) => handle is null ? ChildOutput.Closed : ChildOutput.FromHandle(handle);

    private static ChildProcessOptions Describe(PlanNode node, ChildInput input, ChildOutput output, ChildOutput error)
    {
        ChildProcessOptions options = new(node.Words[0], node.Words.Skip(1))
        {
            StandardInput = input,
            StandardOutput = output,
            StandardError = error,
        };
        foreach ((string name, string value) in node.Syntax.Assignments)
        {
            options.Environment[name] = value;
        }

        return options;
    }
}
