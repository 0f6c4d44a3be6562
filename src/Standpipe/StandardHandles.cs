using Microsoft.Win32.SafeHandles;
using Standpipe.Platform;

namespace Standpipe;

/// <summary>The standard handles that children started from now on get by default.</summary>
/// <remarks>
/// <para><b>Ownership</b>: what is set is kept as it is: not duplicated, not checked, not disposed of when it is
/// replaced. A start finds out whether it is still open.</para>
/// <para><b>Threads</b>: safe; a start takes each of the three as it is at that moment.</para>
/// <para><b>Linux</b>: this process's own descriptors 0 to 2 are never touched, so neither <see cref="Console"/> nor
/// children that already run notice anything. Each handle begins as the descriptor of its number, or as
/// <see langword="null"/> if this process was started with that one closed.</para>
/// <para><b>Source</b>: contract AP-11, AP-12, AP-13.</para>
/// </remarks>
public static class StandardHandles
{
    private static volatile SafeFileHandle? s_input = StdHandles.GetInitial(0);
    private static volatile SafeFileHandle? s_output = StdHandles.GetInitial(1);
    private static volatile SafeFileHandle? s_error = StdHandles.GetInitial(2);

    /// <summary>Gets or sets what children read as their standard input.</summary>
    /// <value>Not owned. <see langword="null"/>: they start with it closed.</value>
    public static SafeFileHandle? Input
    {
        get => s_input;
        set => s_input = value;
    }

    /// <summary>Gets or sets what children write to as their standard output.</summary>
    /// <value>Not owned. <see langword="null"/>: they start with it closed.</value>
    public static SafeFileHandle? Output
    {
        get => s_output;
        set => s_output = value;
    }

    /// <summary>Gets or sets what children write to as their standard error.</summary>
    /// <value>Not owned. <see langword="null"/>: they start with it closed.</value>
    public static SafeFileHandle? Error
    {
        get => s_error;
        set => s_error = value;
    }
}
