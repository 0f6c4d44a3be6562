using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Mono.Cecil;

namespace Standpipe.Tests;

/// <summary>Which of the library's namespaces may know which, read from the built assembly.</summary>
public sealed class LayeringTests : IDisposable
{
    private static readonly string[] s_allowed =
    [
        "Standpipe -> Standpipe.Inspection",
        "Standpipe -> Standpipe.Observation",
        "Standpipe -> Standpipe.Platform",
        "Standpipe.Inspection -> Standpipe.Platform",
        "Standpipe.Observation -> Standpipe.Platform",
        "Standpipe.Platform -> Standpipe.Platform.Linux",
        "Standpipe.Platform -> Standpipe.Platform.Windows",
        "Standpipe.Platform.Linux -> Standpipe.Platform",
        "Standpipe.Platform.Windows -> Standpipe.Platform",
        "Standpipe.Win32 -> Standpipe.Platform",
        "Standpipe.Win32 -> Standpipe.Win32.Linux",
        "Standpipe.Win32 -> Standpipe.Win32.Windows",
        "Standpipe.Win32.Linux -> Standpipe.Platform",
        "Standpipe.Win32.Linux -> Standpipe.Platform.Linux",
        "Standpipe.Win32.Linux -> Standpipe.Win32",
        "Standpipe.Win32.Windows -> Standpipe.Win32",
    ];

    // The Windows half of the contract is the system's own functions, whose structs are the public ones (docs/decisions/0006).
    private static readonly string[] s_native =
        ["Standpipe.Platform.Linux", "Standpipe.Platform.Windows", "Standpipe.Win32.Windows"];

    private readonly ModuleDefinition _module = ModuleDefinition.ReadModule(typeof(AnonymousPipe).Assembly.Location);

    private IEnumerable<TypeDefinition> Types => _module.GetTypes().Where(type => Namespace(type).StartsWith("Standpipe", StringComparison.Ordinal));

    [Fact]
    public void Namespaces_Edges_AreExactlyTheAllowed()
    {
        SortedDictionary<string, string> edges = new(StringComparer.Ordinal);
        foreach (TypeDefinition type in Types)
        {
            foreach (TypeReference other in References(type).SelectMany(Unwrap).Where(IsOurs))
            {
                if (Namespace(other) != Namespace(type))
                {
                    _ = edges.TryAdd($"{Namespace(type)} -> {Namespace(other)}", $"{type.FullName} uses {other.FullName}");
                }
            }
        }

        Assert.True(s_allowed.Order(StringComparer.Ordinal).SequenceEqual(edges.Keys), string.Join(Environment.NewLine, edges));
    }

    /// <summary>Such a call saves 0.3 ns and stops the collector as long as it blocks (docs/decisions/0010).</summary>
    [Fact]
    public void PInvokes_NeverSuppressTheTransitionOfTheCollector() =>
        Assert.DoesNotContain(
            _module.GetTypes().SelectMany(type => type.Methods).SelectMany(method => method.CustomAttributes),
            attribute => attribute.AttributeType.Name == nameof(SuppressGCTransitionAttribute));

    [Fact]
    public void PInvokes_AreInThePlatformOnly()
    {
        TypeDefinition[] declaring = [.. Types.Where(type => type.Methods.Any(method => method.IsPInvokeImpl))];

        Assert.NotEmpty(declaring);
        Assert.All(declaring, type => Assert.Contains(Namespace(type), s_native));
    }

    [Theory]
    [InlineData("Linux", "Libc")]
    [InlineData("Windows", "Kernel32", "Ntdll")]
    public void PInvokes_OfASystem_AreMarkedWithIt(string system, params string[] libraries)
    {
        TypeDefinition[] declaring =
            [.. Types.Where(type => Namespace(type) == $"Standpipe.Platform.{system}" && type.Methods.Any(method => method.IsPInvokeImpl))];

        Assert.Equal(libraries, declaring.Select(type => type.Name).Order(StringComparer.Ordinal));
        Assert.All(declaring, type => Assert.Equal(system, Platform(type), ignoreCase: true));
    }

    public void Dispose() => _module.Dispose();

    private static string? Platform(TypeDefinition type) =>
        type.CustomAttributes.FirstOrDefault(attribute => attribute.AttributeType.FullName == typeof(SupportedOSPlatformAttribute).FullName)
            ?.ConstructorArguments[0].Value as string;

    private bool IsOurs(TypeReference type) =>
        type.Scope == _module && Namespace(type).StartsWith("Standpipe", StringComparison.Ordinal);

    /// <summary>A nested type has no namespace of its own in the metadata.</summary>
    private static string Namespace(TypeReference type)
    {
        while (type.DeclaringType is { } outer)
        {
            type = outer;
        }

        return type.Namespace;
    }

    private static IEnumerable<TypeReference> References(TypeDefinition type)
    {
        IEnumerable<TypeReference> declared =
        [
            .. type.Interfaces.Select(one => one.InterfaceType),
            .. type.Fields.Select(field => field.FieldType),
            .. type.GenericParameters.SelectMany(parameter => parameter.Constraints).Select(one => one.ConstraintType),
        ];
        return (type.BaseType is { } parent ? declared.Append(parent) : declared).Concat(type.Methods.SelectMany(References));
    }

    private static IEnumerable<TypeReference> References(MethodDefinition method)
    {
        yield return method.ReturnType;
        foreach (TypeReference parameter in method.Parameters.Select(parameter => parameter.ParameterType))
        {
            yield return parameter;
        }

        if (!method.HasBody)
        {
            yield break;
        }

        foreach (TypeReference local in method.Body.Variables.Select(variable => variable.VariableType))
        {
            yield return local;
        }

        foreach (object operand in method.Body.Instructions.Select(instruction => instruction.Operand).OfType<object>())
        {
            foreach (TypeReference used in Operand(operand))
            {
                yield return used;
            }
        }
    }

    private static IEnumerable<TypeReference> Operand(object operand) => operand switch
    {
        TypeReference type => [type],
        GenericInstanceMethod method => [method.DeclaringType, .. method.GenericArguments],
        MemberReference { DeclaringType: { } type } => [type],
        _ => [],
    };

    private static IEnumerable<TypeReference> Unwrap(TypeReference type)
    {
        IEnumerable<TypeReference> arguments = type is GenericInstanceType generic ? generic.GenericArguments.SelectMany(Unwrap) : [];
        return arguments.Append(type.GetElementType());
    }
}
