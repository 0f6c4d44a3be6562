namespace Standpipe.Observation;

/// <summary>A pipe to observe, by the descriptors that two stages have for its ends.</summary>
/// <param name="Name">What it is called in the profile, for instance <c>cat.1->grep.0</c>.</param>
/// <param name="From">The stage that writes. A name that is no observed stage's stands for somebody outside.</param>
/// <param name="FromDescriptor">The writer's descriptor.</param>
/// <param name="To">The stage that reads. A name that is no observed stage's stands for somebody outside.</param>
/// <param name="ToDescriptor">The reader's descriptor.</param>
public sealed record ObservedEdge(string Name, string From, int FromDescriptor, string To, int ToDescriptor);
