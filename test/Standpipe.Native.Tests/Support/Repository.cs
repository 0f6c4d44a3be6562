namespace Standpipe.Native.Tests.Support;

/// <summary>Where things are.</summary>
internal static class Repository
{
    /// <summary>The project's root.</summary>
    internal static string Root { get; } = FindRoot();

    /// <summary>The folder that a C program's -I names.</summary>
    internal static string Include { get; } = Path.Combine(Root, "src", "Standpipe.Native", "include", "standpipe");

    /// <summary>The compiler's flags for code that is to be without warnings.</summary>
    internal static string[] Warnings { get; } = ["-Wall", "-Wextra", "-Wpedantic", "-Werror"];

    /// <summary>A file of the project.</summary>
    internal static string File(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !System.IO.File.Exists(Path.Combine(folder, "Standpipe.slnx")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException("The tests are not inside the project's folder.");
    }
}
