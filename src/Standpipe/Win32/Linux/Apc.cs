namespace Standpipe.Win32.Linux;

/// <summary>A call that one thread leaves for another to make.</summary>
/// <param name="Function">A C function with one parameter.</param>
/// <param name="Parameter">That.</param>
internal readonly record struct Apc(nint Function, nuint Parameter);
