namespace Standpipe.Inspection;

/// <summary>Something that is the matter with pipes of the machine: who, why, and what helps.</summary>
public sealed class PipeDiagnosis
{
    internal PipeDiagnosis(PipeDiagnosisKind kind, DiagnosisSeverity severity)
    {
        Kind = kind;
        Severity = severity;
    }

    /// <summary>Gets what is the matter.</summary>
    /// <value>One of the kinds.</value>
    public PipeDiagnosisKind Kind { get; }

    /// <summary>Gets how sure it is.</summary>
    /// <value><see cref="DiagnosisSeverity.Stuck"/> if nobody concerned can move.</value>
    public DiagnosisSeverity Severity { get; }

    /// <summary>Gets whose doing it is.</summary>
    /// <value>The processes of the circle, in its order; the one that is stopped; those that hold an end and do nothing with it.</value>
    public IReadOnlyList<MappedProcess> Culprits { get; internal init; } = [];

    /// <summary>Gets who waits because of it, and is no culprit.</summary>
    /// <value>By id; it may be empty.</value>
    public IReadOnlyList<MappedProcess> Waiting { get; internal init; } = [];

    /// <summary>Gets the pipes it is about.</summary>
    /// <value>In the order in which the sentence names them.</value>
    public IReadOnlyList<MappedPipe> Pipes { get; internal init; } = [];

    /// <summary>Gets the reason.</summary>
    /// <value>A sentence for people.</value>
    public string Reason { get; internal init; } = string.Empty;

    /// <summary>Gets what helps.</summary>
    /// <value>A sentence for people.</value>
    public string Cure { get; internal init; } = string.Empty;

    /// <summary>Gives the reason.</summary>
    /// <returns><see cref="Reason"/>.</returns>
    public override string ToString() => Reason;
}
