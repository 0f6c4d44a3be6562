using Microsoft.Win32.SafeHandles;
using Standpipe.Platform;

namespace Standpipe;

/// <summary>Opens files the way a shell's redirection does, for a child to use.</summary>
/// <remarks>
/// <para><b>Ownership</b>: the caller owns the handle; no child inherits it unless a start names it.</para>
/// <para><b>Blocking</b>: opening a FIFO waits for its other side.</para>
/// <para><b>Source</b>: open(2); POSIX Shell Command Language, Redirection.</para>
/// </remarks>
public static class Redirection
{
    /// <summary>Opens a file to read (<c>&lt; path</c>).</summary>
    /// <param name="path">The file; a relative path means this process's current directory.</param>
    /// <returns>The handle; the caller owns it.</returns>
    /// <exception cref="ArgumentException">The path is empty, or holds what no path can.</exception>
    /// <exception cref="IOException">It cannot be opened; the message names it and the reason.</exception>
    public static SafeFileHandle OpenRead(string path) => Open(path, RedirectMode.Read);

    /// <summary>Opens a file to write from its start, making or emptying it (<c>&gt; path</c>).</summary>
    /// <param name="path">The file; a relative path means this process's current directory.</param>
    /// <returns>The handle; the caller owns it.</returns>
    /// <exception cref="ArgumentException">The path is empty, or holds what no path can.</exception>
    /// <exception cref="IOException">It cannot be opened; the message names it and the reason.</exception>
    public static SafeFileHandle Create(string path) => Open(path, RedirectMode.Create);

    /// <summary>Opens a file to write at its end, making it if needed (<c>&gt;&gt; path</c>).</summary>
    /// <param name="path">The file; a relative path means this process's current directory.</param>
    /// <returns>The handle; the caller owns it. Every write goes to the end, whoever else appends.</returns>
    /// <exception cref="ArgumentException">The path is empty, or holds what no path can.</exception>
    /// <exception cref="IOException">It cannot be opened; the message names it and the reason.</exception>
    public static SafeFileHandle OpenAppend(string path) => Open(path, RedirectMode.Append);

    /// <summary>Checks a path.</summary>
    /// <exception cref="ArgumentException">It is empty, or holds what no path can.</exception>
    internal static void RequirePath(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        NativeText.Require(path, nameof(path));
    }

    private static SafeFileHandle Open(string path, RedirectMode mode)
    {
        RequirePath(path);
        return RedirectFile.Open(path, mode);
    }
}
