#!/usr/bin/env bash
# Holds the documents to the code: every C# or C block is, to the letter, the #region it names in samples/; every link to a
# file of the repository leads somewhere. Prints "N passed, N failed".
set -euo pipefail
cd "$(dirname "$0")/.."
passed=0
failed=0

check() { # NAME, then a command
  local name=$1
  shift
  if "$@"; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "docs: $name" >&2; fi
}

region() { # NAME: the region's lines, without their common indent
  awk -v name="$1" '
    $1 == "#endregion" || ($1 == "/*" && $2 == "#endregion") { inside = 0 }
    inside { print }
    ($1 == "#region" && $2 == name) || ($1 == "/*" && $2 == "#region" && $3 == name) { inside = 1 }' samples/*/*.cs samples/*/*.c |
    awk '{ lines[NR] = $0; if ($0 !~ /^ *$/) { match($0, /^ */); if (!n || RLENGTH < n) n = RLENGTH } }
         END { for (i = 1; i <= NR; i++) print substr(lines[i], n + 1) }'
}

block() { # FILE NAME: the C# or C block after the mark
  awk -v mark="<!-- sample: $2 -->" '
    $0 == mark { armed = 1; next }
    armed && ($0 == "```csharp" || $0 == "```c") { inside = 1; armed = 0; next }
    inside && $0 == "```" { exit }
    inside { print }' "$1"
}

same() { [ -n "$2" ] && [ "$1" = "$2" ]; }
unmarked() { # FILE: C# and C blocks without a mark right above
  awk '($0 == "```csharp" || $0 == "```c") && last !~ /^<!-- sample: / { n++ } { last = $0 } END { exit n > 0 }' "$1"
}

for file in README.md docs/*.md docs/decisions/*.md; do
  check "$file: a block of code without a sample" unmarked "$file"
  while read -r name; do
    check "$file: block '$name' differs from its region" same "$(block "$file" "$name")" "$(region "$name")"
  done < <(sed -n 's/^<!-- sample: \(.*\) -->$/\1/p' "$file")

  while read -r link; do
    check "$file: no such file: $link" test -e "$(dirname "$file")/${link%%#*}"
  done < <(grep -oE '\]\([^)#]+[^)]*\)' "$file" | sed 's/^](//; s/)$//' | grep -vE '^[a-z]+://' || true)
done

while read -r class; do
  check "docs/gotchas.md: no test class $class" test -n "$(git ls-files "test/*/$class.cs")"
done < <(grep -oE '\*Tests: [^*]*' docs/gotchas.md | grep -oE '`[A-Za-z]+`' | tr -d '`' | sort -u)

while read -r id; do
  check "docs/contract.md: $id appears twice" test "$(grep -c "^| $id |" docs/contract.md)" = 1
done < <(sed -n 's/^| \([A-Z][A-Z]*-[0-9a-z-]*\) |.*/\1/p' docs/contract.md)
while read -r id; do
  check "docs/gotchas.md: what to do about $id is not said" grep -q "^| $id |" docs/gotchas.md
done < <(sed -n 's/^| \(L-[0-9]*\) |.*/\1/p' docs/contract.md)

echo "docs: $passed passed, $failed failed"
[ "$failed" = 0 ]
