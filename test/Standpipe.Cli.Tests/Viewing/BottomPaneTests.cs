using Standpipe.Cli.Viewing;

namespace Standpipe.Cli.Tests.Viewing;

public class BottomPaneTests
{
    [Fact]
    public void Show_First_MakesRoomWithoutMovingTheCursor()
    {
        BottomPane pane = new();

        string text = pane.Show(["one", "two"], 80, 24);

        // Two lines down (scrolling if need be) and two up; then the region, the lines, and back to where the writers above are.
        Assert.Equal("\e[?2026h\eD\eD\e[2A\e7\e[0m\e[1;22r\e[23H\e[2Kone\e[0m\e[24H\e[2Ktwo\e[0m\e8\e[?2026l", text);
        Assert.True(pane.IsShown);
    }

    [Fact]
    public void Show_Again_OnlyRedraws()
    {
        BottomPane pane = new();
        _ = pane.Show(["one"], 80, 24);

        Assert.Equal("\e[?2026h\e7\e[0m\e[1;23r\e[24H\e[2Ktwo\e[0m\e8\e[?2026l", pane.Show(["two"], 80, 24));
    }

    [Theory]
    [InlineData(1, 80, 25)]
    [InlineData(1, 70, 24)]
    [InlineData(2, 80, 24)]
    public void Show_OtherSize_ErasesTheOldOneFirst(int lines, int width, int height)
    {
        BottomPane pane = new();
        _ = pane.Show(["one"], 80, 24);

        string text = pane.Show([.. Enumerable.Repeat("two", lines)], width, height);

        Assert.StartsWith("\e[?2026h\e7\e[r\e8\e7\e[0m\e[J\e8\eD", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Show_TerminalTooLow_Hides()
    {
        BottomPane pane = new();
        _ = pane.Show(["one", "two"], 80, 24);

        Assert.Equal("\e7\e[r\e8\e7\e[0m\e[J\e8", pane.Show(["one", "two"], 80, 2));
        Assert.False(pane.IsShown);
    }

    [Fact]
    public void Hide_NotShown_SendsNothing()
    {
        BottomPane pane = new();

        Assert.Empty(pane.Hide());
        _ = pane.Show(["one"], 80, 24);
        Assert.NotEmpty(pane.Hide());
        Assert.Empty(pane.Hide());
    }
}
