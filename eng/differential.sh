#!/usr/bin/env bash
# Runs random sequences of Win32 calls on Linux and under Wine and compares what came of them:
#   eng/differential.sh [COUNT [FIRST-SEED [STEPS]]]     (300 sequences of 60 calls, from seed 1; the long mode is 10000)
# Sequences that differ are printed, with how to replay them. Ends with "differential: N passed, N failed".
set -uo pipefail
cd "$(dirname "$0")/.."
count=${1:-300}
first=${2:-1}
steps=${3:-60}
batch=100   # sequences in one process: under Wine every start costs a second
work=$(mktemp -d)
export DOTNET_NOLOGO=1 LC_ALL=C
# shellcheck source=eng/wine.sh
. eng/wine.sh
trap 'wine_cleanup; rm -rf "$work"' EXIT

build() { # COMMAND...
  "$@" >"$work/build.log" 2>&1 || { cat "$work/build.log"; exit 1; }
}

wine_setup "$work" || exit 1
build dotnet build test/Standpipe.TestChild -c Release -o "$work/linux-x64"
build dotnet publish test/Standpipe.TestChild -c Release -r win-x64 --self-contained -o "$work/win-x64"

# One file for each sequence: of its seed, on each system.
split_by_seed() { awk -v folder="$2" '/^== / { file = folder "/" $2 } { print > file }' "$1"; }

mkdir "$work/linux" "$work/windows"
passed=0
failed=0   # programs that did not end well among them
for ((seed = first; seed < first + count; seed += batch)); do
  size=$((first + count - seed < batch ? first + count - seed : batch))
  timeout 300 "$work/linux-x64/Standpipe.TestChild" sequence "$seed" "$size" "$steps" >"$work/out" 2>"$work/err" </dev/null ||
    { echo "differential: on Linux, from seed $seed:"; tail -n 5 "$work/err"; failed=$((failed + 1)); }
  split_by_seed "$work/out" "$work/linux"
  timeout 600 wine "$work/win-x64/Standpipe.TestChild.exe" sequence "$seed" "$size" "$steps" >"$work/out" 2>"$work/err" </dev/null ||
    { echo "differential: under Wine, from seed $seed:"; tail -n 5 "$work/err"; failed=$((failed + 1)); }
  split_by_seed "$work/out" "$work/windows"
done

for ((seed = first; seed < first + count; seed++)); do
  touch "$work/linux/$seed" "$work/windows/$seed"
  if grep -q '^failed: .*1359' "$work/windows/$seed"; then
    # Wine 8 fails one start in some thousands; see eng/test-windows.sh.
    timeout 600 wine "$work/win-x64/Standpipe.TestChild.exe" sequence "$seed" 1 "$steps" >"$work/windows/$seed" 2>/dev/null </dev/null
  fi
  if [ -s "$work/linux/$seed" ] && cmp -s "$work/linux/$seed" "$work/windows/$seed"; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    if [ "$failed" -le 20 ]; then
      echo "seed $seed (replay: eng/differential.sh 1 $seed $steps), < Linux, > Windows:"
      diff "$work/linux/$seed" "$work/windows/$seed" | head -n 6
    fi
  fi
done
starts=$(cat "$work"/linux/* | grep -c '^child of')
echo "differential: $((count * steps)) calls, $starts children"
echo "differential: $passed passed, $failed failed"
[ "$failed" = 0 ]
