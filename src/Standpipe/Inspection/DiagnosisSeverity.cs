namespace Standpipe.Inspection;

/// <summary>How sure it is that something will not go on by itself.</summary>
public enum DiagnosisSeverity
{
    /// <summary>Worth knowing; no more than the ordinary waiting of a pipeline, as far as can be told.</summary>
    Note,

    /// <summary>Probably a mistake, and one process could still move.</summary>
    Suspect,

    /// <summary>None of those who wait can go on until somebody outside does something.</summary>
    Stuck,
}
