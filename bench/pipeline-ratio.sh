#!/usr/bin/env bash
# How long `cat FILE... | cat > /dev/null` takes under standpipe, as a ratio to sh: both in turn, round by round, in one run.
# The tool's own start (a .NET program) is measured too, by a pipeline without data, and taken off for the second ratio.
# Usage: bench/pipeline-ratio.sh [ROUNDS] [GIBIBYTES] [OPTIONS OF standpipe run...]
set -euo pipefail
cd "$(dirname "$0")/.."
rounds=${1:-11}
gibibytes=${2:-8}
options=("${@:3}")

dotnet build -c Release src/Standpipe.Cli --nologo -v quiet >/dev/null
tool=artifacts/bin/Standpipe.Cli/release/Standpipe.Cli
input=$(mktemp)
trap 'rm -f "$input"' EXIT
head -c 1G /dev/zero >"$input"
data="cat $(for ((i = 0; i < gibibytes; i++)); do printf '%s ' "$input"; done)| cat"
nothing='cat /dev/null | cat'

timed() { # milliseconds of a command
  local start
  start=$(date +%s%N)
  "$@" >/dev/null
  echo $((($(date +%s%N) - start) / 1000000))
}
ours() { timed "$tool" run "${options[@]}" "$1"; }
theirs() { timed sh -c "$1"; }
median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

theirs "$data" >/dev/null
ours "$data" >/dev/null
results=$(mktemp)
trap 'rm -f "$input" "$results"' EXIT
for ((i = 1; i <= rounds; i++)); do
  if ((i % 2)); then
    a=$(theirs "$data") b=$(ours "$data") c=$(theirs "$nothing") d=$(ours "$nothing")
  else
    d=$(ours "$nothing") c=$(theirs "$nothing") b=$(ours "$data") a=$(theirs "$data")
  fi
  echo "$a $b $c $d"
done | awk '{ printf "%s %s %s %s %.3f %.3f\n", $1, $2, $3, $4, $2 / $1, ($2 - $4) / ($1 - $3) }' >"$results"

echo "sh ms  standpipe ms  sh start ms  standpipe start ms  ratio  ratio without start"
awk '{ printf "%5d  %12d  %11d  %18d  %5s  %s\n", $1, $2, $3, $4, $5, $6 }' "$results"
echo "median of $rounds rounds, $gibibytes GiB: ratio $(cut -d' ' -f5 "$results" | median)," \
  "without start $(cut -d' ' -f6 "$results" | median); standpipe's start $(cut -d' ' -f4 "$results" | median) ms"
