using System.Diagnostics.CodeAnalysis;

namespace Standpipe.Cli.Attaching;

/// <summary>There is nothing to observe.</summary>
[SuppressMessage("Design", "CA1032", Justification = "It is thrown here and caught in the verb, always with a message.")]
internal sealed class AttachFailedException(string message) : Exception(message);
