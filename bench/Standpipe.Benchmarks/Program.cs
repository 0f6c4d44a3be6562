using System.CommandLine;
using Standpipe.Benchmarks;
using Standpipe.Benchmarks.Children;

// The contenders' processes are this program too. They do not pay for a command line's parser.
if (args is [ChildVerb.Name, .. string[] role])
{
    return ChildVerb.Run(role);
}

// What follows is BenchmarkDotNet's own command line.
if (args is [MicroVerb.Name, .. string[] rest])
{
    return MicroVerb.Run(rest);
}

RootCommand root = new("Measures Standpipe beside C and beside what .NET programs use.") { CompareVerb.Create(), MicroVerb.Create(), InspectVerb.Create() };
return await root.Parse(args).InvokeAsync();
