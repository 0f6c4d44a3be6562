namespace Standpipe.Win32.Linux;

/// <summary>The values that mean the caller itself.</summary>
internal static class PseudoHandles
{
    /// <summary>The current process, also INVALID_HANDLE_VALUE.</summary>
    internal static HANDLE CurrentProcess => new(-1);

    /// <summary>The current thread.</summary>
    internal static HANDLE CurrentThread => new(-2);
}
