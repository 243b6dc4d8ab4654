#!/usr/bin/env bash
# Compares samples/Transcode with the native tools, all as whole processes on one thread and over the same frames: DCMTK, GDCM,
# OpenJPEG, OpenJPH. Prints the median of the rounds and how many times as long the tool takes; below 1.00 the tool is faster.
#
#   benchmarks/codecs.sh [ROUNDS] [NAME...]     default: 5 rounds of everything; NAME is a part of a row's name, for example jpegls
#
# Transcode decodes each frame that it encodes without loss again and compares; the tools do not.
#
# DICOM_STORAGE_SHARED   the test corpus (default: ../shared beside the project)
# TRANSCODE              a program that was published before (default: it is published as native code)
set -euo pipefail
cd "$(dirname "$0")/.."
rounds=${1:-5}
shift || true
wanted=("$@")
shared=${DICOM_STORAGE_SHARED:-../shared}/dicom
for tool in dcmdjpeg dcmcjpeg dcmdjpls dcmcjpls dcmdrle dcmcrle gdcmconv opj_decompress opj_compress ojph_expand ojph_compress gcc; do
    command -v $tool >/dev/null || { echo "$tool is missing: apt-get install dcmtk libgdcm-tools libopenjp2-tools openjph-tools gcc"; exit 1; }
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export DOTNET_gcServer=0

transcode=${TRANSCODE:-$work/bin/Transcode}
if [ -z "${TRANSCODE:-}" ]; then
    echo "Publishing Transcode as native code for this processor ..." # the tools look for AVX2 when they run, as JIT does; AOT decides now
    dotnet publish samples/Transcode -c Release -r "linux-$(uname -m | sed 's/x86_64/x64/;s/aarch64/arm64/')" -p:PublishAot=true -p:IlcInstructionSet=native -o "$work/bin" --nologo -v:q >"$work/publish.log" 2>&1 ||
        { tail -5 "$work/publish.log"; exit 1; }
fi
dotnet build benchmarks/CodecInputs -c Release --nologo -v:q >"$work/build.log" 2>&1 || { tail -5 "$work/build.log"; exit 1; }
inputs() { artifacts/bin/CodecInputs/release/CodecInputs "$@"; }
ours() { "$transcode" --parallel 1 --to "$1" --out "$work/out" "$2" >/dev/null; }

# 40 frames of 512 x 512, 16 bit; 20 frames of colour, 8 bit; six files of 3072 x 3072, 16 bit, and six of 3024 x 1944 in
# colour, for tools that take one frame a process.
inputs repeat "$shared/native/wg04_CT1_UNC.dcm" 40 "$work/ct.dcm"
inputs repeat "$shared/native/wg04_VL1_UNC.dcm" 20 "$work/vl.dcm"
inputs mosaic "$shared/native/wg04_CT1_UNC.dcm" 6 "$work/large.dcm"
inputs pnm "$work/large.dcm" "$work/large.pgm"
inputs mosaic "$shared/native/wg04_VL1_UNC.dcm" 4 "$work/colour.dcm"
inputs pnm "$work/colour.dcm" "$work/colour.ppm"
dcmcrle "$work/ct.dcm" "$work/ct.rle.dcm"
dcmcjpeg +e1 "$work/ct.dcm" "$work/ct.jpll.dcm"
dcmcjpeg +eb "$work/vl.dcm" "$work/vl.jpeg.dcm"
dcmcjpls "$work/ct.dcm" "$work/ct.jls.dcm"
dcmcjpls +el "$work/vl.dcm" "$work/vl.jls.dcm"
"$transcode" --to JPEG2000Lossless --out "$work/j2k" "$work/large.dcm" >/dev/null && mv "$work/j2k/large.dcm" "$work/large.j2k.dcm"
inputs codestream "$work/large.j2k.dcm" "$work/large.j2k"
"$transcode" --to HTJ2KLossless --out "$work/ht" "$work/large.dcm" >/dev/null && mv "$work/ht/large.dcm" "$work/large.ht.dcm"
inputs codestream "$work/large.ht.dcm" "$work/large.j2c"
"$transcode" --to HTJ2KLossless --out "$work/ht" "$work/colour.dcm" >/dev/null && mv "$work/ht/colour.dcm" "$work/colour.ht.dcm"
inputs codestream "$work/colour.ht.dcm" "$work/colour.j2c"
copies=6
for kind in large large.j2k large.ht colour colour.ht; do
    mkdir "$work/$kind.d"
    for i in $(seq $copies); do ln "$work/$kind.dcm" "$work/$kind.d/$i.dcm"; done
done
each() { for i in $(seq $copies); do "$@"; done; }

# name | our target and file | the tool's command
rows=$(cat <<ROWS
rle decode, dcmdrle|ExplicitVRLittleEndian ct.rle.dcm|dcmdrle ct.rle.dcm out/tool.dcm
rle decode, gdcmconv|ExplicitVRLittleEndian ct.rle.dcm|gdcmconv --raw ct.rle.dcm out/tool.dcm
rle encode, dcmcrle|RLELossless ct.dcm|dcmcrle ct.dcm out/tool.dcm
jpeg lossless decode, dcmdjpeg|ExplicitVRLittleEndian ct.jpll.dcm|dcmdjpeg ct.jpll.dcm out/tool.dcm
jpeg lossless decode, gdcmconv|ExplicitVRLittleEndian ct.jpll.dcm|gdcmconv --raw ct.jpll.dcm out/tool.dcm
jpeg lossless encode, dcmcjpeg|JPEGLosslessSV1 ct.dcm|dcmcjpeg +e1 ct.dcm out/tool.dcm
jpeg baseline decode, dcmdjpeg|ExplicitVRLittleEndian vl.jpeg.dcm|dcmdjpeg vl.jpeg.dcm out/tool.dcm
jpeg baseline encode, dcmcjpeg|JPEGBaseline8Bit vl.dcm|dcmcjpeg +eb vl.dcm out/tool.dcm
jpegls decode, dcmdjpls|ExplicitVRLittleEndian ct.jls.dcm|dcmdjpls ct.jls.dcm out/tool.dcm
jpegls decode, gdcmconv|ExplicitVRLittleEndian ct.jls.dcm|gdcmconv --raw ct.jls.dcm out/tool.dcm
jpegls encode, dcmcjpls|JPEGLSLossless ct.dcm|dcmcjpls ct.dcm out/tool.dcm
jpegls colour decode, dcmdjpls|ExplicitVRLittleEndian vl.jls.dcm|dcmdjpls vl.jls.dcm out/tool.dcm
jpegls colour encode, dcmcjpls|JPEGLSLossless vl.dcm|dcmcjpls vl.dcm out/tool.dcm
jpeg2000 decode, opj_decompress|ExplicitVRLittleEndian large.j2k.d|each opj_decompress -threads 1 -i large.j2k -o out/tool.pgm
jpeg2000 encode, opj_compress|JPEG2000Lossless large.d|each opj_compress -i large.pgm -o out/tool.j2k
htj2k decode, ojph_expand|ExplicitVRLittleEndian large.ht.d|each ojph_expand -i large.j2c -o out/tool.pgm
htj2k encode, ojph_compress|HTJ2KLossless large.d|each ojph_compress -i large.pgm -o out/tool.j2c -reversible true
htj2k colour decode, ojph_expand|ExplicitVRLittleEndian colour.ht.d|each ojph_expand -i colour.j2c -o out/tool.ppm
htj2k colour encode, ojph_compress|HTJ2KLossless colour.d|each ojph_compress -i colour.ppm -o out/tool.j2c -reversible true
ROWS
)

# CPU seconds of a command, user and system together.
cpu() {
    local TIMEFORMAT='%U %S'
    { time "$@" >/dev/null 2>&1; } 2>&1 | awk '{ print $1 + $2 }'
}
median() { sort -n "$1" | awk '{ v[NR] = $1 } END { printf "%.3f", v[int((NR + 1) / 2)] }'; }
is_wanted() {
    [ ${#wanted[@]} -gt 0 ] || return 0
    local word
    for word in "${wanted[@]}"; do [[ $1 == *"$word"* ]] && return 0; done
    return 1
}

printf '%-36s %10s %10s %8s\n' "CPU seconds, median of $rounds" Transcode tool ratio
cd "$work"
while IFS='|' read -r name task tool; do
    is_wanted "$name" || continue
    read -r target file <<<"$task"
    : >ours.s >tool.s
    for round in $(seq 0 "$rounds"); do # round 0 warms the page cache and does not count
        rm -rf out && mkdir out
        o=$(cpu ours "$target" "$file")
        # shellcheck disable=SC2086 # the command is words
        t=$(cpu $tool)
        [ "$round" -eq 0 ] || { echo "$o" >>ours.s; echo "$t" >>tool.s; }
    done
    awk -v name="$name" -v o="$(median ours.s)" -v t="$(median tool.s)" 'BEGIN { printf "%-36s %10.3f %10.3f %8.2f\n", name, o, t, t / o }'
done <<<"$rows"
