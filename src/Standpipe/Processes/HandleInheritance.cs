namespace Standpipe;

/// <summary>Which handles a child gets beside its standard streams.</summary>
/// <remarks><b>Source</b>: contract AP-08.</remarks>
public enum HandleInheritance
{
    /// <summary>Those in <see cref="ChildProcessOptions.InheritedHandles"/>, and no other. With an empty list: none.</summary>
    Listed,

    /// <summary>
    /// Every inheritable handle of this library, each under its own value, and those listed; a value given by
    /// <see cref="InheritedHandle.As"/> must be none of theirs, so choose a high one.
    /// </summary>
    AllInheritable,

    /// <summary>
    /// The same, and whatever else this process holds that survives an exec: descriptors it inherited without knowing,
    /// or that foreign code left open.
    /// </summary>
    Everything,
}
