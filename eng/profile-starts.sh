#!/usr/bin/env bash
# Where the time of a start and its wait goes, seen from the process that starts: medians in microseconds, contenders in turn. Needs perf, gcc and root.
#   fork to exec   the call that makes the child, until the child has its program
#   child runs     from there until the wait is over: the same program, and being woken
#   between        all else, until the next call: the starter's own work
# ROUNDS (default 5) is how often each comes.
set -euo pipefail
cd "$(dirname "$0")/.."
rounds=${1:-5}
dotnet build -c Release bench/Standpipe.Benchmarks -v q -nologo >/dev/null
bench=$PWD/artifacts/bin/Standpipe.Benchmarks/release/Standpipe.Benchmarks
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
gcc -O2 -o "$work/start" bench/Standpipe.Benchmarks/native/start.c

once() { # NAME COMMAND...
  local name=$1
  shift
  printf 'start 200\n%.0s' 1 2 3 |
    perf record -q --no-inherit -o "$work/data" -e raw_syscalls:sys_enter,raw_syscalls:sys_exit "$@" >/dev/null 2>&1
  perf script -i "$work/data" -F tid,time,event,trace 2>/dev/null | phases >>"$work/$name"
}

phases() { # the calls of the first thread: clone 56, vfork 58, clone3 435 make a child; wait4 61, waitid 247, poll 7, futex 202 wait for it
  awk '
    function median(values, count,    i, j, value) {
      for (i = 2; i <= count; i++) {
        value = values[i]
        for (j = i - 1; j > 0 && values[j] > value; j--) values[j + 1] = values[j]
        values[j + 1] = value
      }
      return values[int((count + 1) / 2)]
    }
    { thread = $1; time = $2 * 1e6; enters = $0 ~ /sys_enter/; match($0, /NR -?[0-9]+/); call = substr($0, RSTART + 3, RLENGTH - 3) + 0 }
    main == "" { main = thread }
    thread != main { next }
    call == 56 || call == 58 || call == 435 {
      if (enters) {
        if (waited > made && made > 0) { runs[++children] = waited - made; rest[children] = time - waited; fork[children] = forked }
        begin = time
      } else { forked = time - begin; made = time; waited = 0 }
      next
    }
    # The first wait that is over ends the child; futexes are taken for other reasons too, so the last one counts there.
    !enters && (call == 61 || call == 7 || call == 247) && waited == 0 { waited = time }
    !enters && call == 202 && made > 0 && !parent_waits { waited = time }
    !enters && (call == 61 || call == 7 || call == 247) { parent_waits = 1 }
    END { print median(fork, children), median(runs, children), median(rest, children) }'
}

for ((round = 0; round < rounds; round++)); do
  once "C posix_spawn" "$work/start" 0
  once "ours" "$bench" child start ours 0
  once "System.Diagnostics.Process" "$bench" child start process 0
done

printf '%-28s %14s %12s %10s\n' starter 'fork to exec' 'child runs' between
for name in "C posix_spawn" "ours" "System.Diagnostics.Process"; do
  printf '%-28s' "$name"
  for column in 1 2 3; do
    value=$(awk -v column=$column '{ print $column }' "$work/$name" | sort -n | sed -n "$(((rounds + 1) / 2))p")
    printf ' %*.0f' $((column == 1 ? 14 : column == 2 ? 12 : 10)) "$value"
  done
  echo
done
