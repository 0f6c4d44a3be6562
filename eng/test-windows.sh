#!/usr/bin/env bash
# Runs the suites as Windows programs under Wine, each published for win-x64 with all it needs, and compares a sample's output.
#   eng/test-windows.sh [SUITE [ARGUMENT...]]     one suite, with arguments for its runner (-class "*.PeekTests"); without: all
# Installs wine if it is missing; works in a prefix of its own unless WINEPREFIX names one. Tells why what was skipped was
# skipped. Ends with "windows: N passed, N failed".
set -uo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
export DOTNET_NOLOGO=1
# shellcheck source=eng/wine.sh
. eng/wine.sh
trap 'wine_cleanup; rm -rf "$work"' EXIT
passed=0
failed=0

# Suite, the programs that its tests start, seconds at most.
suites='
Standpipe.ContractTests  test/Standpipe.TestChild                     300
Standpipe.Tests          test/Standpipe.TestChild                     900
Standpipe.Cli.Tests      test/Standpipe.TestChild,src/Standpipe.Cli   600
'

publish() { # PROJECT FOLDER
  dotnet publish "$1" -c Release -r win-x64 --self-contained -o "$2" >"$work/publish.log" 2>&1 ||
    { grep -E 'error|rror:' "$work/publish.log" | sort -u | head -n 5; echo "windows: $1 could not be published"; return 1; }
}

run_wine() { # SUITE SECONDS LOG ARGUMENT...
  local suite=$1 seconds=$2 log=$3 status
  shift 3
  timeout -k 10 "$seconds" wine "$work/$suite/$suite.exe" -noColor "$@" >"$log.raw" 2>&1 </dev/null
  status=$?
  tr -d '\r' <"$log.raw" >"$log"
  return "$status"
}

totals_of() { # LOG: all, errors, failures, skipped
  sed -n 's/.* Total: \([0-9]*\), Errors: \([0-9]*\), Failed: \([0-9]*\), Skipped: \([0-9]*\).*/\1 \2 \3 \4/p' "$1" | tail -n 1
}

# Wine 8 fails one start in some thousands (err 1359): it signals processes by Linux's numbers, which are reused. A program of nothing
# but CreateProcess and TerminateProcess meets it too. What failed for that and nothing else is run once more, and must pass then.
run_again() { # SUITE SECONDS LOG
  local failures methods
  failures=$(awk '
    function tell() { if (name != "") print wine, name }
    /\[FAIL\]$/ { tell(); name = $1; sub(/\(.*/, "", name); wine = 0; left = 4; next }
    left-- > 0 && /1359/ { wine = 1 }
    END { tell() }' "$3" | sort -u)
  if [ -z "$failures" ] || grep -q '^0' <<<"$failures"; then return 1; fi
  mapfile -t methods < <(awk '{ print "-method"; print $2 }' <<<"$failures")
  echo "once more, since Wine failed a start:" "${methods[@]}"
  run_wine "$1" "$2" "$3.again" "${methods[@]}" && [[ $(totals_of "$3.again") == [1-9]*' 0 0 '* ]]
}

run_suite() { # SUITE PROGRAMS SECONDS ARGUMENT...
  local suite=$1 programs=$2 seconds=$3 log=$work/$1.log totals all errors failures skipped
  shift 3
  printf -- '-- %s\n' "$suite"
  publish "test/$suite" "$work/$suite" || { failed=$((failed + 1)); return; }
  for program in ${programs//,/ }; do
    # After the tests: a referenced program came without its runtime.
    publish "$program" "$work/$suite" || { failed=$((failed + 1)); return; }
  done
  run_wine "$suite" "$seconds" "$log" "$@"
  local status=$?
  grep -A 12 '\[FAIL\]' "$log"
  totals=$(totals_of "$log")
  if [ -z "$totals" ]; then
    tail -n 20 "$log"
    echo "$suite: did not come to its end (status $status, at most $seconds s)"
    failed=$((failed + 1))
    return
  fi
  read -r all errors failures skipped <<<"$totals"
  if [ "$skipped" != 0 ]; then
    echo "skipped here, for these reasons:"
    grep -A 1 '\[SKIP\]' "$log" | sed -n 's/^      \([^ ].*\)/\1/p' | sort | uniq -c | sort -rn
  fi
  failures=$((failures + errors))
  if [ "$failures" != 0 ] && run_again "$suite" "$seconds" "$log"; then
    failures=0
    status=0
  fi
  # A runner that ends badly after a clean summary has failed too.
  [ "$failures" != 0 ] || [ "$status" = 0 ] || failures=1
  echo "$suite: $((all - failures - skipped)) passed, $failures failed, $skipped skipped"
  passed=$((passed + all - failures - skipped))
  failed=$((failed + failures))
}

compare_sample() { # NAME: the same output on both systems
  printf -- '-- samples/%s\n' "$1"
  if publish "samples/$1" "$work/$1" &&
    dotnet build "samples/$1" -c Release -o "$work/$1-linux" >"$work/publish.log" 2>&1 &&
    "$work/$1-linux/$1" >"$work/linux.out" 2>&1 </dev/null &&
    timeout 60 wine "$work/$1/$1.exe" 2>&1 </dev/null | tr -d '\r' >"$work/windows.out" &&
    [ -s "$work/linux.out" ] && diff "$work/linux.out" "$work/windows.out"; then
    echo "the same $(wc -l <"$work/linux.out") lines"
    passed=$((passed + 1))
  else
    tail -n 3 "$work/publish.log"
    failed=$((failed + 1))
  fi
}

wine_setup "$work" || { echo "windows: 0 passed, 1 failed"; exit 1; }
only=${1:-}
if [ -n "$only" ] && ! grep -q "^$only " <<<"$suites"; then
  echo "windows: no suite $only; there are $(awk 'NF { printf "%s ", $1 }' <<<"$suites")"
  exit 1
fi
[ $# = 0 ] || shift
while read -r suite programs seconds; do
  if [ -n "$suite" ] && { [ -z "$only" ] || [ "$suite" = "$only" ]; }; then
    run_suite "$suite" "$programs" "$seconds" "$@" <&-
  fi
done <<<"$suites"
[ -n "$only" ] || compare_sample Win32Redirect
[ -n "$only" ] || { eng/build-native.sh >"$work/native.log" 2>&1 || tail -n 5 "$work/native.log"; compare_sample DllImport; }
echo "windows: $passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" != 0 ]
