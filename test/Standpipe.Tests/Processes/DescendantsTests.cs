namespace Standpipe.Tests;

[Collection("Processes")]
public class DescendantsTests
{
    [Fact(Timeout = Child.HangGuard)]
    public async Task KillAll_OrphansAdopted_EndsThemInAnySession()
    {
        Assert.Equal($"True 2 {Child.Killed}", await Child.OutputAsync("kill-descendants"));
    }

    [Fact]
    public void KillAll_NegativeTime_IsRefused()
    {
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => Descendants.KillAll(TimeSpan.FromSeconds(-1)));
    }
}
