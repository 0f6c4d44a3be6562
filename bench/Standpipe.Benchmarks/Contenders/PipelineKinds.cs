namespace Standpipe.Benchmarks.Contenders;

/// <summary>Who starts a pipeline.</summary>
internal static class PipelineKinds
{
    internal const string Shell = "sh";
    internal const string Ours = "ours";
    internal const string CliWrap = "cliwrap";
    internal const string MedallionShell = "medallion";
}
