#!/usr/bin/env bash
# What a user does first: packs, installs the tool from the local folder, runs every command of the README, and builds a
# program on the library's package. Prints "N passed, N failed".
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
packages=$work/packages
passed=0
failed=0

check() { # NAME WANTED GOT
  if [ "$2" = "$3" ]; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    printf 'package: %s\n--- wanted\n%s\n--- got\n%s\n' "$1" "$2" "$3" >&2
  fi
}

# The library in the package is that of these sources.
eng/build-native.sh >/dev/null
dotnet pack -c Release --nologo -v quiet -o "$packages"
check "the packages" "Standpipe.0.1.0.nupkg Standpipe.0.1.0.snupkg Standpipe.Cli.0.1.0.nupkg Standpipe.Cli.0.1.0.snupkg" \
  "$(cd "$packages" && echo Standpipe*)"

# A cache of its own: a package of the same version from an earlier run would be taken instead.
export NUGET_PACKAGES=$work/cache
dotnet tool install --tool-path "$work/bin" --add-source "$packages" Standpipe.Cli --version 0.1.0 >"$work/install.log" ||
  cat "$work/install.log" >&2
export PATH=$work/bin:$PATH
check "standpipe --version" "0.1.0" "$(standpipe --version | sed 's/+.*//')"

# The console blocks of the README and of the tool's document: each command, and what it prints.
command=
wanted=
flush() {
  [ -z "$command" ] || check "documents: $command" "$wanted" "$(cd "$root" && bash -c "$command" 2>&1 </dev/null)"
  wanted=
}
while IFS= read -r line; do
  case $line in
    '$ '*) flush; command=${line#'$ '} ;;
    *) wanted=${wanted:+$wanted$'\n'}$line ;;
  esac
done < <(awk '$0 == "<!-- run -->" { armed = 1; next } armed && $0 == "```console" { inside = 1; armed = 0; next }
              $0 == "```" { inside = 0 } inside { print }' README.md docs/graphs-tool.md)
flush

mkdir "$work/app"
cat >"$work/app/app.csproj" <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Standpipe" Version="0.1.0" />
  </ItemGroup>
</Project>
XML
cat >"$work/app/Program.cs" <<'CS'
using Standpipe;

ChildResult result = ChildProcess.Run(new ChildProcessOptions("cat")
{
    StandardInput = ChildInput.FromText("through the package"),
    StandardOutput = ChildOutput.Capture,
});
Console.WriteLine(result.EnsureSuccess().StandardOutput!.Text);
CS
# Beside it, declarations of kernel32 that find libstandpipe.so in the package.
cat >"$work/app/Imports.cs" <<'CS'
using System.Runtime.InteropServices;
using Standpipe.Win32;

static class Imports
{
    [DllImport("kernel32.dll", SetLastError = true)]
    static extern bool CloseHandle(IntPtr handle);

    public static int ErrorOfAWrongHandle()
    {
        Kernel32Import.Redirect(typeof(Imports).Assembly);
        return CloseHandle(0x7FFFFFF0) ? 0 : Marshal.GetLastWin32Error();
    }
}
CS
echo 'Console.WriteLine($"error {Imports.ErrorOfAWrongHandle()}");' >>"$work/app/Program.cs"
dotnet restore "$work/app" --source "$packages" --nologo -v quiet
check "a program on the package" "through the package"$'\n'"error 6" "$(cd "$work/app" && dotnet run --no-restore)"

echo "package: $passed passed, $failed failed"
[ "$failed" = 0 ]
