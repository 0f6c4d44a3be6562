using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace Standpipe.Native.Tests.DllImports;

/// <summary>An assembly made for a test, with declarations of its own.</summary>
internal static class MadeAssembly
{
    /// <summary>Makes and loads an assembly that declares <c>uint NAME(string)</c>.</summary>
    /// <param name="name">The assembly's name.</param>
    /// <param name="module">The library as the declaration names it.</param>
    /// <param name="imports">The functions, each with its character set.</param>
    internal static Assembly Load(string name, string module, params (string Function, CharSet CharSet)[] imports)
    {
        PersistedAssemblyBuilder assembly = new(new AssemblyName(name), typeof(object).Assembly);
        TypeBuilder type = assembly.DefineDynamicModule(name).DefineType("Native", TypeAttributes.Public | TypeAttributes.Abstract | TypeAttributes.Sealed);
        foreach ((string function, CharSet charSet) in imports)
        {
            MethodBuilder method = type.DefinePInvokeMethod(
                function,
                module,
                MethodAttributes.Public | MethodAttributes.Static | MethodAttributes.PinvokeImpl,
                CallingConventions.Standard,
                typeof(uint),
                [typeof(string)],
                CallingConvention.Winapi,
                charSet);
            method.SetImplementationFlags(MethodImplAttributes.PreserveSig);
        }

        _ = type.CreateType();
        using MemoryStream file = new();
        assembly.Save(file);
        file.Position = 0;
        return new AssemblyLoadContext(name, isCollectible: false).LoadFromStream(file);
    }

    /// <summary>Calls one of its functions.</summary>
    internal static uint Call(Assembly assembly, string function, string argument) =>
        (uint)assembly.GetType("Native")!.GetMethod(function)!.Invoke(null, [argument])!;
}
