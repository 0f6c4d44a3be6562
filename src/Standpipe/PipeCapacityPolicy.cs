namespace Standpipe;

/// <summary>What a requested capacity means when the system does not give it.</summary>
public enum PipeCapacityPolicy
{
    /// <summary>At least that many bytes, or a <see cref="PipeCapacityException"/>.</summary>
    Require,

    /// <summary>The most that can be had up to that many bytes (but one page at least); never an exception.</summary>
    AtMost,

    /// <summary>
    /// As <see cref="AtMost"/>, but more than 64 KiB only as long as the user's other pipes can still get
    /// <see cref="PipeBudget.Reserve"/> bytes; never an exception. <see cref="AnonymousPipe.Capacity"/> tells what it came to.
    /// </summary>
    /// <remarks>
    /// <para><b>Linux</b>: found out by another pipe, which asks for the reserve and is closed again; it counts against the
    /// budget meanwhile. A process without limits (root) gets what it asks for.</para>
    /// <para><b>Windows</b>: the same as <see cref="AtMost"/>: there is no budget.</para>
    /// </remarks>
    WithinBudget,
}
