namespace Standpipe.ScreenImage;

/// <summary>A character on the screen.</summary>
/// <param name="Text">The character.</param>
/// <param name="Color">Its colour, as CSS has it.</param>
/// <param name="Bold">Whether it is bold.</param>
internal readonly record struct Cell(char Text, string Color, bool Bold);
