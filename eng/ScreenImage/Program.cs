using Standpipe.ScreenImage;

// Reads what is on a terminal's screen, with its escape sequences (tmux capture-pane -e), and writes it as SVG.
Console.Write(ScreenDrawing.Draw(Screen.Parse(Console.In.ReadToEnd()), title: args is [string title, ..] ? title : "terminal"));
