#!/usr/bin/env bash
# Compares samples/DcmDump with DCMTK's dcmdump and dcm2json, all as whole processes, over a folder of 500 files.
# dcm2json takes one file a process. Prints the median of the rounds and how many times faster DcmDump is.
#
#   benchmarks/dump.sh [ROUNDS]     default: 7; measure on a machine that does nothing else
#
# DICOM_STORAGE_SHARED   the test corpus (default: ../shared beside the project)
set -euo pipefail
cd "$(dirname "$0")/.."
rounds=${1:-7}
shared=${DICOM_STORAGE_SHARED:-../shared}
for tool in dcmdump dcm2json gcc; do command -v $tool >/dev/null || { echo "Install $tool (dcmtk, gcc)."; exit 1; }; done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/in"

echo "Publishing DcmDump as native code ..."
dotnet publish samples/DcmDump -c Release -r "linux-$(uname -m | sed 's/x86_64/x64/;s/aarch64/arm64/')" -p:PublishAot=true -o "$work/dump" --nologo -v:q >"$work/publish.log" 2>&1 ||
    { tail -5 "$work/publish.log"; exit 1; }
dump=$work/dump/DcmDump

# 500 files: all that dcmdump reads whole, as often as needed.
mapfile -t corpus < <(find "$shared"/dicom/{native,nonimage,charset,structure,jpeg,jpegls,jpeg2000,rle} -name '*.dcm' | LC_ALL=C sort)
count=0
while [ $count -lt 500 ]; do
    for file in "${corpus[@]}"; do
        [ $count -lt 500 ] || break
        printf -v name '%03d_%s' $count "$(basename "$file")"
        cp "$file" "$work/in/$name"
        count=$((count + 1))
    done
done
echo "$(ls "$work/in" | wc -l) files, $(du -sm "$work/in" | cut -f1) MB, $(nproc) cores, $(dcmdump --version | sed -n 's/.*\(v[0-9.]*\).*/DCMTK \1/p' | head -1)"

now() { date +%s%N; }
with_dcmdump() { dcmdump -q "$work"/in/* >"$work/out" 2>/dev/null || true; }
with_dcm2json() { for file in "$work"/in/*; do dcm2json -q "$file" >>"$work/out" 2>/dev/null || true; done; }
with_text() { "$dump" "$work/in" >"$work/out"; }
with_json() { "$dump" --json "$work/in" >"$work/out"; }

for round in $(seq 0 "$rounds"); do # round 0 warms the page cache and does not count
    for task in dcmdump text dcm2json json; do
        : >"$work/out"
        start=$(now)
        "with_$task"
        took=$(($(now) - start))
        [ "$round" -eq 0 ] || echo "$((took / 1000))" >>"$work/$task.us"
    done
done

median() { sort -n "$work/$1.us" | awk '{ v[NR] = $1 } END { printf "%.1f", v[int((NR + 1) / 2)] / 1000 }'; }
row() { awk -v name="$1" -v ours="$2" -v theirs="$3" -v tool="$4" 'BEGIN { printf "%-22s %8.1f ms   %-10s %9.1f ms   %5.1f times as fast\n", name, ours, tool, theirs, theirs / ours }'; }
row "DcmDump" "$(median text)" "$(median dcmdump)" dcmdump
row "DcmDump --json" "$(median json)" "$(median dcm2json)" dcm2json
