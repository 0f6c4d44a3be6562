using Standpipe.Inspection;

namespace Standpipe.Samples;

/// <summary>The example of docs/hangs.md.</summary>
internal static class InspectionSamples
{
    internal static void Holders()
    {
        #region holders
        using ChildProcess child = ChildProcess.Start(new ChildProcessOptions("sh", "-c", "sleep 1000 & echo $!")
        {
            StandardOutput = ChildOutput.Capture,
            CapturePolicy = CapturePolicy.UntilExit,
        });

        CapturedOutput output = child.WaitForResult().StandardOutput!;
        if (output.EndedBy == CaptureEnd.ProcessExited)
        {
            foreach (PipeHolder holder in child.FindOutputHolders())
            {
                Console.WriteLine($"left behind: {holder}");   // sleep[4712] descriptor 1 (write)
            }
        }
        #endregion

        _ = ChildProcess.Run(new ChildProcessOptions("kill", output.Text.Trim()));
    }
}
