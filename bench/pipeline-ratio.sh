#!/usr/bin/env bash
# How long `cat | cat > /dev/null` takes under standpipe, as a ratio to sh: both in turn, round by round, in one run.
# Usage: bench/pipeline-ratio.sh [ROUNDS] [MEBIBYTES] [EXTRA OPTIONS OF standpipe run...]
set -euo pipefail
cd "$(dirname "$0")/.."
rounds=${1:-11}
mebibytes=${2:-2048}
extra=("${@:3}")

dotnet build -c Release src/Standpipe.Cli --nologo -v quiet >/dev/null
tool=artifacts/bin/Standpipe.Cli/release/Standpipe.Cli
input=$(mktemp)
trap 'rm -f "$input"' EXIT
head -c "$((mebibytes << 20))" /dev/zero >"$input"

now() { date +%s%N; }
timed() {
  local start
  start=$(now)
  "$@" <"$input" >/dev/null
  echo $((($(now) - start) / 1000000))
}

timed sh -c 'cat | cat' >/dev/null
timed "$tool" run 'cat | cat' >/dev/null
printf 'round  sh ms  standpipe ms  ratio\n'
for ((i = 1; i <= rounds; i++)); do
  if ((i % 2)); then
    sh_ms=$(timed sh -c 'cat | cat')
    our_ms=$(timed "$tool" run "${extra[@]}" 'cat | cat')
  else
    our_ms=$(timed "$tool" run "${extra[@]}" 'cat | cat')
    sh_ms=$(timed sh -c 'cat | cat')
  fi
  printf '%5d  %5d  %12d  %s\n' "$i" "$sh_ms" "$our_ms" "$(awk "BEGIN { printf \"%.3f\", $our_ms / $sh_ms }")"
done | tee /dev/stderr | sort -k4 -n | awk '{ r[NR] = $4 } END { printf "median ratio %s over %d rounds, %d MiB\n", r[int((NR + 1) / 2)], NR, '"$mebibytes"' }'
