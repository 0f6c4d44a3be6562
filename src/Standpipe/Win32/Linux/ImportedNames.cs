using System.Reflection;
using System.Reflection.Metadata;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;

namespace Standpipe.Win32.Linux;

/// <summary>Names that assemblies import without A or W.</summary>
/// <remarks>
/// On Windows the runtime tries <c>CreateProcess</c> and then, by the declared character set, <c>CreateProcessA</c> or <c>CreateProcessW</c>; on Linux
/// it takes the name as it is. The library has those names too, and must be told which of the two each is: the declaration says so in the assembly's metadata.
/// </remarks>
[SupportedOSPlatform("linux")]
internal static unsafe class ImportedNames
{
    private static readonly Lock s_lock = new();

    // Under s_lock: for each name without A or W that was imported, whether in Unicode, and who said so first.
    private static readonly Dictionary<string, (bool IsUnicode, string Assembly)> s_names = new(StringComparer.Ordinal);

    /// <summary>Tells the library about an assembly's imports.</summary>
    /// <param name="assembly">The assembly. One that was compiled ahead of time has no metadata to read: its names mean the A forms.</param>
    /// <param name="library">The loaded library.</param>
    /// <param name="isOurs">Whether an import's module name is redirected.</param>
    /// <exception cref="InvalidOperationException">A name is imported in Unicode and otherwise.</exception>
    internal static void Declare(Assembly assembly, nint library, Func<string, bool> isOurs)
    {
        if (!assembly.TryGetRawMetadata(out byte* blob, out int length))
        {
            return;
        }

        MetadataReader reader = new(blob, length);
        delegate* unmanaged<byte*, int, int> choose = (delegate* unmanaged<byte*, int, int>)NativeLibrary.GetExport(library, "standpipe_choose_name");
        string who = assembly.GetName().Name ?? "?";
        lock (s_lock)
        {
            foreach ((string name, bool isUnicode) in Imports(reader, isOurs))
            {
                if (s_names.TryGetValue(name, out (bool IsUnicode, string Assembly) before) && before.IsUnicode != isUnicode)
                {
                    throw new InvalidOperationException(
                        $"{name} is declared with CharSet.Unicode in {(isUnicode ? who : before.Assembly)} and without in {(isUnicode ? before.Assembly : who)}. "
                            + $"On Linux one name is one function: write EntryPoint = \"{name}W\" (or A) in one of the declarations.");
                }

                fixed (byte* text = Encoding.UTF8.GetBytes(name + '\0'))
                {
                    // 0: the library has no such pair, and the name is what it is.
                    if (choose(text, isUnicode ? 1 : 0) != 0)
                    {
                        s_names[name] = (isUnicode, who);
                    }
                }
            }
        }
    }

    private static IEnumerable<(string Name, bool IsUnicode)> Imports(MetadataReader reader, Func<string, bool> isOurs)
    {
        foreach (MethodDefinitionHandle handle in reader.MethodDefinitions)
        {
            MethodDefinition method = reader.GetMethodDefinition(handle);
            if ((method.Attributes & MethodAttributes.PinvokeImpl) == 0)
            {
                continue;
            }

            MethodImport import = method.GetImport();
            if (!import.Module.IsNil && isOurs(reader.GetString(reader.GetModuleReference(import.Module).Name)))
            {
                yield return (
                    reader.GetString(import.Name),
                    (import.Attributes & MethodImportAttributes.CharSetMask) == MethodImportAttributes.CharSetUnicode);
            }
        }
    }
}
