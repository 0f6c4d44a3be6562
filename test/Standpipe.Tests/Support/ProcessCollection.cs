using System.Diagnostics.CodeAnalysis;

namespace Standpipe.Tests;

/// <summary>Tests that change, or look at, what belongs to the whole process.</summary>
[CollectionDefinition("Processes", DisableParallelization = true)]
[SuppressMessage("Naming", "CA1711", Justification = "A collection of tests is what it is.")]
public class ProcessCollection : ICollectionFixture<ProcessFixture>;
