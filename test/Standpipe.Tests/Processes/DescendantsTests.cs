namespace Standpipe.Tests;

[Collection("Processes")]
public class DescendantsTests
{
    [Fact(Timeout = Child.HangGuard)]
    public async Task KillAll_OrphansAdopted_EndsThemInAnySession()
    {
        Assert.Equal($"True 2 {Child.Killed}", await Child.OutputAsync("kill-descendants"));
    }

    [LinuxFact("Windows knows no such rights.", Timeout = Child.HangGuard)]
    public async Task KillAll_OneMayNotBeKilled_SaysSo()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "needs root, to give up its rights");
        Tools.Require("setpriv");

        ChildResult result = await Child.RunAsync(new ChildProcessOptions(
            "setpriv", "--bounding-set", "-kill", "--inh-caps", "-kill", TestChildProgram.Path, "kill-foreign")
        {
            StandardInput = ChildInput.Null,
            StandardOutput = ChildOutput.Capture,
        });

        Assert.Equal("False", result.EnsureSuccess().StandardOutput!.Text);
    }

    [LinuxFact("Windows has no such limit.", Timeout = Child.HangGuard)]
    public async Task KillAll_TooFewDescriptors_IsAnErrorAndNotNobody()
    {
        Assert.Equal("IOException IOException True SIGKILL", await Child.OutputAsync("kill-with-few-descriptors"));
    }

    [Fact]
    public void KillAll_NegativeTime_IsRefused()
    {
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => Descendants.KillAll(TimeSpan.FromSeconds(-1)));
    }
}
