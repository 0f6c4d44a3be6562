namespace Standpipe.Inspection;

/// <summary>What a descriptor that a thread waits for stands for.</summary>
public enum DescriptorTarget
{
    /// <summary>Not known.</summary>
    Unknown,

    /// <summary>An anonymous pipe.</summary>
    Pipe,

    /// <summary>A socket.</summary>
    Socket,

    /// <summary>A terminal.</summary>
    Terminal,

    /// <summary>Something with a path: a file, a device, a named pipe.</summary>
    File,

    /// <summary>An object of the kernel without a path.</summary>
    Other,
}
