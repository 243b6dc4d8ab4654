#!/usr/bin/env bash
# Writes PublicAPI.Unshipped.txt of the named projects (default: all in src/) from what the compiler finds undeclared.
# Read the diff: a line that goes away is a breaking change once it has shipped.
set -euo pipefail
cd "$(dirname "$0")/.."
projects=("$@")
[ ${#projects[@]} -gt 0 ] || projects=(src/*/)
for dir in "${projects[@]}"; do
    dir=${dir%/}
    [ -d "$dir" ] || dir=src/$dir
    [ -d "$dir" ] || dir=src/Dicom.Storage.${dir#src/}
    file=$dir/PublicAPI.Unshipped.txt
    printf '#nullable enable\n' > "$file"
    found=$(dotnet build "$dir" --nologo -v:q -p:TreatWarningsAsErrors=false 2>&1 |
        sed -nE "s/.*error RS0016: Symbol '(.*)' is not part of the declared public API.*/\1/p" | LC_ALL=C sort -u || true)
    [ -z "$found" ] || printf '%s\n' "$found" >> "$file"
    echo "$file: $(($(wc -l < "$file") - 1)) symbols"
done
