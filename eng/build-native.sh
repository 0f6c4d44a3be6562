#!/usr/bin/env bash
# Builds libstandpipe.so, the C library, into artifacts/native/, with its headers in artifacts/native/include, with the .NET SDK and gcc.
#   eng/build-native.sh
set -euo pipefail
cd "$(dirname "$0")/.."
case $(uname -m) in
  x86_64) rid=linux-x64 ;;
  aarch64) rid=linux-arm64 ;;
  *) echo "build-native: no .NET runtime to compile ahead of time for $(uname -m)" >&2; exit 1 ;;
esac
command -v gcc >/dev/null || { echo "build-native: gcc is not installed (Debian: apt-get install gcc libc6-dev zlib1g-dev)" >&2; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

dotnet publish src/Standpipe.Native -c Release -r "$rid" -o "$work" -v quiet --nologo
mkdir -p artifacts/native
# Moved into place, so that a program that runs keeps the library it has. The symbols lie apart: gdb finds them by "symbol-file",
# and valgrind, which cannot read their form, does not.
mkdir -p artifacts/native/symbols
install -m 755 "$work/libstandpipe.so" artifacts/native/libstandpipe.so.new
mv artifacts/native/libstandpipe.so.new artifacts/native/libstandpipe.so
[ ! -e "$work/libstandpipe.so.dbg" ] || install -m 644 "$work/libstandpipe.so.dbg" artifacts/native/symbols/

# What a package or /usr/local gets: without Windows.h and its like, which repeat windows.h where case counts.
rm -rf artifacts/native/include
mkdir -p artifacts/native/include/standpipe
LC_ALL=C find src/Standpipe.Native/include/standpipe -regex '.*/[a-z0-9_]*\.h' -exec cp -t artifacts/native/include/standpipe {} +
echo "artifacts/native/libstandpipe.so: $(stat -c %s artifacts/native/libstandpipe.so) bytes"
