using System.Text.Json;

namespace Standpipe.Cli.Tests.Reporting;

/// <summary>As much of JSON Schema as docs/run.schema.json uses. What the schema does not name is an error here: documents are complete.</summary>
internal sealed class JsonSchema(JsonElement root)
{
    /// <summary>Gives everything in which a value differs from the schema.</summary>
    internal IEnumerable<string> Check(JsonElement value) => Check(value, root, "$");

    private IEnumerable<string> Check(JsonElement value, JsonElement schema, string path)
    {
        if (schema.TryGetProperty("$ref", out JsonElement reference))
        {
            return Check(value, root.GetProperty("$defs").GetProperty(reference.GetString()!.Split('/')[^1]), path);
        }

        if (schema.TryGetProperty("oneOf", out JsonElement choices))
        {
            return choices.EnumerateArray().Any(choice => !Check(value, choice, path).Any()) ? [] : [$"{path}: none of the choices"];
        }

        if (schema.TryGetProperty("const", out JsonElement constant))
        {
            return JsonElement.DeepEquals(constant, value) ? [] : [$"{path}: not {constant}"];
        }

        if (schema.TryGetProperty("enum", out JsonElement values))
        {
            return values.EnumerateArray().Any(one => JsonElement.DeepEquals(one, value)) ? [] : [$"{path}: {value} is no such value"];
        }

        JsonElement type = schema.GetProperty("type");
        string[] types = type.ValueKind == JsonValueKind.Array ? [.. type.EnumerateArray().Select(one => one.GetString()!)] : [type.GetString()!];
        return !types.Contains(TypeOf(value)) && !(TypeOf(value) == "integer" && types.Contains("number")) ? [$"{path}: {TypeOf(value)} is none of {string.Join(", ", types)}"]
            : value.ValueKind == JsonValueKind.Object ? CheckObject(value, schema, path)
            : value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().SelectMany((item, i) => Check(item, schema.GetProperty("items"), $"{path}[{i}]"))
            : [];
    }

    private IEnumerable<string> CheckObject(JsonElement value, JsonElement schema, string path)
    {
        JsonElement properties = schema.GetProperty("properties");
        string[] required = [.. schema.GetProperty("required").EnumerateArray().Select(name => name.GetString()!)];
        return
        [
            .. required.Where(name => !value.TryGetProperty(name, out _)).Select(name => $"{path}.{name} is missing"),
            .. value.EnumerateObject().SelectMany(property => properties.TryGetProperty(property.Name, out JsonElement inner)
                ? Check(property.Value, inner, $"{path}.{property.Name}")
                : [$"{path}.{property.Name} is not in the schema"]),
        ];
    }

    private static string TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => value.TryGetInt64(out _) ? "integer" : "number",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        _ => "null",
    };
}
