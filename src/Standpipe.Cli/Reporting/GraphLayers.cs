using Standpipe.Cli.Viewing;

namespace Standpipe.Cli.Reporting;

/// <summary>Places the nodes of a graph in layers, from left to right, so that few edges cross.</summary>
internal sealed class GraphLayers
{
    private const int Sweeps = 4;

    private readonly List<List<string>> _layers = [];
    private readonly Dictionary<string, int> _layerOf = [];
    private readonly List<IReadOnlyList<string>> _ways = [];

    /// <summary>Places them.</summary>
    /// <param name="nodes">The names.</param>
    /// <param name="edges">The edges; both names are among the nodes.</param>
    internal GraphLayers(IReadOnlyList<string> nodes, IReadOnlyList<(string From, string To)> edges)
    {
        IReadOnlyList<string> order = FlowOrder.Sort(nodes, edges);
        Dictionary<string, int> rank = order.Select((name, i) => (name, i)).ToDictionary(entry => entry.name, entry => entry.i);
        foreach (string node in order)
        {
            // An edge that goes back, in a cycle, does not push its reader to the right.
            int layer = edges.Where(edge => edge.To == node && rank[edge.From] < rank[node]).Select(edge => _layerOf[edge.From] + 1).DefaultIfEmpty(0).Max();
            Put(node, layer);
        }

        foreach ((string from, string to) in edges)
        {
            _ways.Add(MakeWay(from, to));
        }

        ILookup<string, string> neighbours = _ways.SelectMany(way => way.Zip(way.Skip(1)))
            .SelectMany(pair => ((string, string)[])[(pair.First, pair.Second), (pair.Second, pair.First)])
            .ToLookup(pair => pair.Item1, pair => pair.Item2);
        for (int sweep = 0; sweep < Sweeps; sweep++)
        {
            SortLayers(neighbours, forward: sweep % 2 == 0);
        }
    }

    /// <summary>Gets the layers: names of nodes, and of places where a long edge passes.</summary>
    internal IReadOnlyList<IReadOnlyList<string>> Layers => _layers;

    /// <summary>Gets for each edge what it passes, its two nodes included; for one that goes back, just these.</summary>
    internal IReadOnlyList<IReadOnlyList<string>> Ways => _ways;

    /// <summary>Gives the layer of a node or a place.</summary>
    internal int LayerOf(string name) => _layerOf[name];

    private void Put(string name, int layer)
    {
        while (_layers.Count <= layer)
        {
            _layers.Add([]);
        }

        _layers[layer].Add(name);
        _layerOf[name] = layer;
    }

    private List<string> MakeWay(string from, string to)
    {
        List<string> way = [from];
        for (int layer = _layerOf[from] + 1; layer < _layerOf[to]; layer++)
        {
            string place = $"\0{_ways.Count}.{layer}";   // no node has such a name
            Put(place, layer);
            way.Add(place);
        }

        way.Add(to);
        return way;
    }

    // Each goes to the middle of its neighbours: the barycentre rule of Sugiyama's method.
    private void SortLayers(ILookup<string, string> neighbours, bool forward)
    {
        for (int i = 1; i < _layers.Count; i++)
        {
            int layer = forward ? i : _layers.Count - 1 - i;
            Dictionary<string, int> before = _layers[forward ? layer - 1 : layer + 1].Index().ToDictionary(entry => entry.Item, entry => entry.Index);
            _layers[layer] = [.. _layers[layer].Index().OrderBy(entry => Middle(neighbours[entry.Item], before) ?? entry.Index).Select(entry => entry.Item)];
        }
    }

    private static double? Middle(IEnumerable<string> neighbours, Dictionary<string, int> before)
    {
        int[] places = [.. neighbours.Where(before.ContainsKey).Select(name => before[name])];
        return places.Length == 0 ? null : places.Average();
    }
}
