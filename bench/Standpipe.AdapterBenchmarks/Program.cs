using Standpipe.Bench;

(string Name, Action Measure)[] questions =
[
    ("vectors", Measures.Vectors),
    ("buffered", Measures.Buffered),
    ("pipelines", Measures.Pipelines),
    ("capacity", Measures.Capacity),
];
foreach ((string name, Action measure) in questions)
{
    if (args.Length == 0 || args.Contains(name))
    {
        Console.WriteLine($"-- {name}");
        measure();
    }
}
