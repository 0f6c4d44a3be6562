#!/usr/bin/env bash
# Writes what the library shows to the world, and the list does not have yet, to PublicAPI.Unshipped.txt; takes out what is gone.
# The diff of that file is what a reviewer reads.
set -euo pipefail
cd "$(dirname "$0")/.."
project=src/Standpipe
list=$project/PublicAPI.Unshipped.txt
log=$(mktemp)
trap 'rm -f "$log"' EXIT

dotnet build "$project" --no-incremental -p:TreatWarningsAsErrors=false >"$log" 2>&1 || true
added=$(sed -n "s/.*RS0016: Symbol '\(.*\)' is not part of the declared.*/\1/p" "$log" | sort -u)
gone=$(sed -n "s/.*RS0017: Symbol '\(.*\)' is part of the declared.*/\1/p" "$log" | sort -u)
{
  echo '#nullable enable'
  { grep -vxF '#nullable enable' "$list" | grep -vxF -e "$gone" || true; echo "$added"; } | sed '/^$/d' | LC_ALL=C sort -u
} >"$log.new"
mv "$log.new" "$list"
echo "$list: $(sed '/^$/d' <<<"$added" | wc -l) added, $(sed '/^$/d' <<<"$gone" | wc -l) removed"
