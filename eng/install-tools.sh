#!/usr/bin/env bash
# Installs what the tests need beside the .NET SDK, on Debian and its like: compilers, Wine, valgrind, a terminal (tmux), a browser (chromium). Does nothing
# if all is there.
set -uo pipefail
missing=()
need() { command -v "$1" >/dev/null || missing+=("${@:2}"); }
need gcc gcc libc6-dev
need g++ g++
need x86_64-w64-mingw32-gcc gcc-mingw-w64-x86-64
need wine wine wine64
need wineboot wine wine64
need valgrind valgrind libc6-dbg
need tmux tmux
need chromium chromium fonts-dejavu-core
need xz xz-utils
need python3 python3
[ ${#missing[@]} = 0 ] && { echo "nothing to install"; exit 0; }

log=$(mktemp)
trap 'rm -f "$log"' EXIT
mapfile -t missing < <(printf '%s\n' "${missing[@]}" | sort -u)
echo "installing ${missing[*]}"
{ apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"; } >"$log" 2>&1 ||
  { tail -n 5 "$log"; echo "could not be installed: ${missing[*]}"; exit 1; }
