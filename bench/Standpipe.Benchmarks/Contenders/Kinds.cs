namespace Standpipe.Benchmarks.Contenders;

/// <summary>The .NET contenders with two processes, by name.</summary>
internal static class Kinds
{
    internal const string Ours = "ours";
    internal const string OursAsync = "ours-async";
    internal const string OursInline = "ours-inline";
    internal const string OursAdaptive = "ours-adaptive";
    internal const string Stream = "stream";
    internal const string StreamAsync = "stream-async";
    internal const string File = "file";

    /// <summary>Makes two pipes.</summary>
    internal static LinkToPeer CreateLink(string kind) => kind switch
    {
        Stream or StreamAsync => StreamLinks.Create(kind == StreamAsync),
        File => FileLinks.Create(),
        _ => OursLinks.Create(kind),
    };

    /// <summary>Opens the ends that the other process made.</summary>
    internal static Link OpenLink(string kind, string input, string output) => kind switch
    {
        Stream or StreamAsync => StreamLinks.Open(input, output, kind == StreamAsync),
        File => FileLinks.Open(input, output),
        _ => OursLinks.Open(kind, input, output),
    };
}
