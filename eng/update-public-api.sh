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
python3 - "$log" "$list" <<'PY'
import re, sys
log, path = sys.argv[1:3]
text = open(log, encoding="utf-8").read()
added = set(re.findall(r"RS0016: Symbol '(.+?)' is not part of the declared", text))
gone = set(re.findall(r"RS0017: Symbol '(.+?)' is part of the declared API", text))
lines = {l for l in open(path, encoding="utf-8").read().splitlines() if l and l != "#nullable enable"}
lines = sorted((lines | added) - gone)
open(path, "w", encoding="utf-8").write("\n".join(["#nullable enable", *lines]) + "\n")
print(f"{path}: {len(added)} added, {len(gone)} removed, {len(lines)} in all")
PY
