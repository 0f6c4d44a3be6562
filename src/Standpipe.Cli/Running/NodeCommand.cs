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

    /// <summary>Makes the options; the descriptors that are pipes are left to the graph.</summary>
    /// <param name="node">The node.</param>
    /// <param name="find">What any other descriptor is; null: this process has been started without it.</param>
    /// <exception cref="IOException">A descriptor is to be the copy of one that this process has been started without.</exception>
    internal static ChildProcessOptions Make(PlanNode node, Func<PlanStream, SafeFileHandle?> find)
    {
        ChildProcessOptions options = Describe(node, Input(), Output(1), Output(2));
        foreach ((int descriptor, PlanStream stream) in node.Descriptors.Where(entry => entry.Key >= FirstOrdinary && entry.Value is not PlanStream.PipeEnd))
        {
            options.InheritedHandles.Add(InheritedHandle.FromHandle(Require(descriptor, stream)).As(descriptor));
        }

        return options;

        ChildInput Input() => node.Descriptors.GetValueOrDefault(0) switch
        {
            null => ChildInput.Closed,
            PlanStream.PipeEnd or PlanStream.Inherited { Descriptor: 0 } => ChildInput.Inherit,
            { } stream => ChildInput.FromHandle(Require(0, stream)),
        };

        ChildOutput Output(int descriptor) => node.Descriptors.GetValueOrDefault(descriptor) switch
        {
            null => ChildOutput.Closed,
            PlanStream.PipeEnd => ChildOutput.Inherit,
            PlanStream.Inherited inherited when inherited.Descriptor == descriptor => ChildOutput.Inherit,
            { } stream => ChildOutput.FromHandle(Require(descriptor, stream)),
        };

        SafeFileHandle Require(int descriptor, PlanStream stream) => find(stream)
            ?? throw new IOException($"{node.Name}: descriptor {descriptor} is to be {((PlanStream.Inherited)stream).Descriptor}, which is closed");
    }

    private static ChildProcessOptions Describe(PlanNode node, ChildInput input, ChildOutput output, ChildOutput error)
    {
        ChildProcessOptions options = new(node.Words[0], node.Words.Skip(1))
        {
            WorkingDirectory = node.Directory,
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
