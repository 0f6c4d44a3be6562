using System.IO.Pipes;
using Standpipe.Benchmarks.Children;

namespace Standpipe.Benchmarks.Contenders;

/// <summary>Pipes of one page, so that many do not exhaust what a user may have.</summary>
internal static class PendingPipes
{
    private const int Page = 4096;

    /// <summary>Makes one.</summary>
    internal static PendingRead Create(string kind, Wave wave)
    {
        if (kind == Kinds.Stream)
        {
            AnonymousPipeServerStream writer = new(PipeDirection.Out);
            Capacities.Set(writer.SafePipeHandle.DangerousGetHandle(), Page);
            return new PendingRead(new AnonymousPipeClientStream(PipeDirection.In, writer.ClientSafePipeHandle), writer, wave);
        }

        AnonymousPipe pipe = AnonymousPipe.Create(new AnonymousPipeOptions { Capacity = Page, CapacityPolicy = PipeCapacityPolicy.AtMost });
        pipe.ReadEnd.AllowSynchronousContinuations = kind == Kinds.OursInline;
        return new PendingRead(pipe.ReadEnd, pipe.WriteEnd, wave);
    }
}
