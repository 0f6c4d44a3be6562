namespace Standpipe;

/// <content>Moving bytes in without reading them.</content>
public sealed partial class PipeWriteEnd
{
    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            WakeJoint();
        }
    }
}
