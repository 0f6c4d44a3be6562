namespace Standpipe;

/// <summary>A side of an edge.</summary>
public enum GraphSide
{
    /// <summary>It is not known which.</summary>
    Unknown,

    /// <summary>The side that reads.</summary>
    Reader,

    /// <summary>The side that writes.</summary>
    Writer,
}
