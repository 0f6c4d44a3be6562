namespace Standpipe.Platform;

/// <summary>What a descriptor stands for.</summary>
internal enum DescriptorKind
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
