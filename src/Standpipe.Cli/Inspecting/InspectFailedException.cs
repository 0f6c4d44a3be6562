using System.Diagnostics.CodeAnalysis;

namespace Standpipe.Cli.Inspecting;

/// <summary>What was asked for is not there.</summary>
[SuppressMessage("Design", "CA1032", Justification = "It is thrown here and caught in the verb, always with a message.")]
internal sealed class InspectFailedException(string message) : Exception(message);
