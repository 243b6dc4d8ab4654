#!/usr/bin/env bash
# Fuzzes one target under AFL++ for a bounded time: fuzz.sh TARGET SECONDS
#
# Needs afl++ (apt-get install afl++) and the .NET SDK. The library is built apart, in a temporary folder, and instrumented there.
# New inputs that reach new code are left in that folder; findings are copied to findings/TARGET/, named for their content, and the
# exit status is 1. The tests replay everything in corpus/ and findings/.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
[ $# -eq 2 ] || { sed -n '2,6p' "$0"; echo "targets: $(ls "$here/corpus" | tr '\n' ' ')"; exit 2; }
target=$1 seconds=$2
sharpfuzz_version=$(sed -nE 's/.*"SharpFuzz" Version="\[(.*)\]".*/\1/p' "$here/../../Directory.Packages.props")
command -v afl-fuzz >/dev/null || { echo "afl-fuzz is missing: apt-get install afl++"; exit 2; }
[ -d "$here/corpus/$target" ] || { echo "No corpus/$target."; exit 2; }

work=${FUZZ_WORK:-${TMPDIR:-/tmp}/dicom-storage-fuzz}
mkdir -p "$work"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
if [ ! -f "$work/bin/instrumented" ] || [ -n "$(find "$here/../../src/Dicom.Storage.DataSets" "$here/../../src/Dicom.Storage.Codecs" "$here" -name '*.cs' -newer "$work/bin/instrumented" -print -quit)" ]; then
    rm -rf "$work/bin"
    [ -x "$work/tools/sharpfuzz" ] || dotnet tool install --tool-path "$work/tools" SharpFuzz.CommandLine --version "$sharpfuzz_version" >/dev/null
    dotnet publish "$here" -c Release --nologo -v:q -o "$work/bin" -p:UseAppHost=true >/dev/null
    for library in DataSets Codecs; do "$work/tools/sharpfuzz" "$work/bin/Dicom.Storage.$library.dll"; done
    touch "$work/bin/instrumented"
fi

# .NET makes its own use of signals and of memory, and no core pattern is changed for a fuzzer's sake.
export AFL_SKIP_BIN_CHECK=1 AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1 AFL_SKIP_CPUFREQ=1 AFL_NO_AFFINITY=1 AFL_NO_UI=1 AFL_AUTORESUME=1
out=$work/out/$target
rm -rf "$out"
mkdir -p "$work/out"
afl-fuzz -i "$here/corpus/$target" -o "$out" -V "$seconds" -t 2000 -m none -- "$work/bin/Dicom.Storage.Fuzz" "$target" >"$work/out/$target.log" 2>&1 ||
    { tail -20 "$work/out/$target.log"; exit 2; }
grep -E '^(execs_done|execs_per_sec|corpus_count|corpus_found|saved_crashes|saved_hangs|edges_found) ' "$out/default/fuzzer_stats"

found=0
for input in "$out"/default/crashes/id:* "$out"/default/hangs/id:*; do
    [ -f "$input" ] || continue
    name=$(sha256sum "$input" | cut -c1-16).bin
    mkdir -p "$here/findings/$target"
    install -m 644 "$input" "$here/findings/$target/$name"
    echo "finding: findings/$target/$name"
    found=1
done
exit $found
