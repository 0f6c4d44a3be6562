namespace Standpipe.ContractTests.Support;

/// <summary>Cites a line of docs/contract.md that the test holds the library to.</summary>
/// <param name="id">The line's id.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class ContractAttribute(string id) : Attribute
{
    public string Id { get; } = id;
}
