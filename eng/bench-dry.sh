#!/usr/bin/env bash
# Every contender and every micro-benchmark once, with next to nothing to do: shows that they work, and measures nothing.
# Prints "benchmarks: N passed, N failed".
set -uo pipefail
cd "$(dirname "$0")/.."
passed=0
failed=0
log=$(mktemp)
trap 'rm -f "$log"' EXIT

part() { # COMMAND...: counts what its "N passed, N failed" line says; one that says nothing has failed. What it prints is shown if it fails.
  local totals good bad
  "$@" >"$log" 2>&1
  local status=$?
  totals=$(sed -n 's/^[a-z]*: \([0-9]*\) passed, \([0-9]*\) failed$/\1 \2/p' "$log" | tail -n 1)
  read -r good bad <<<"${totals:-0 1}"
  if [ "$status" != 0 ] && [ "$bad" = 0 ]; then bad=1; fi
  if [ "$bad" = 0 ]; then tail -n 1 "$log"; else tail -n 100 "$log"; fi
  passed=$((passed + good))
  failed=$((failed + bad))
}

dotnet build -c Release bench/Standpipe.Benchmarks --nologo -v quiet || exit 1
program=artifacts/bin/Standpipe.Benchmarks/release/Standpipe.Benchmarks
part "$program" compare --dry
part "$program" micro --dry
part "$program" inspect --dry
echo "benchmarks: $passed passed, $failed failed"
[ "$failed" = 0 ]
