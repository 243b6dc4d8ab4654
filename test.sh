#!/usr/bin/env bash
# Builds everything and runs every test. As root on Debian it installs what the tests need first; elsewhere tests whose
# tools are missing skip and say which. Ends with "N passed, N failed" and exits non-zero when anything failed.
#
#   ./test.sh                 everything
#   ./test.sh Network Sqlite  only test projects whose name contains one of the words
#
# DICOM_STORAGE_SHARED   the test corpus (default: ../shared beside the project)
set -uo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
configuration=Release

step() { printf '\n== %s (%s)\n' "$1" "$(date +%H:%M:%S)"; }

install_tools() {
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 0
    local wanted=() package
    command -v storescu >/dev/null || wanted+=(dcmtk)
    command -v dciodvfy >/dev/null || wanted+=(dicom3tools)
    command -v gdcmconv >/dev/null || wanted+=(libgdcm-tools)
    command -v opj_decompress >/dev/null || wanted+=(libopenjp2-tools)
    command -v ojph_expand >/dev/null || wanted+=(openjph-tools)
    command -v cjpeg >/dev/null || wanted+=(libjpeg-turbo-progs)
    command -v pdfinfo >/dev/null || wanted+=(poppler-utils)
    command -v script >/dev/null || wanted+=(bsdutils)
    command -v strace >/dev/null || wanted+=(strace)
    command -v mkfs.ext4 >/dev/null || wanted+=(e2fsprogs)
    command -v losetup >/dev/null || wanted+=(mount)
    command -v python3 >/dev/null || wanted+=(python3)
    python3 -c 'import venv, ensurepip' 2>/dev/null || wanted+=(python3-venv)
    command -v node >/dev/null || wanted+=(nodejs)
    command -v npm >/dev/null || wanted+=(npm)
    compgen -G '/usr/lib/postgresql/*/bin/postgres' >/dev/null || wanted+=(postgresql)
    command -v mariadbd >/dev/null || wanted+=(mariadb-server)
    command -v java >/dev/null || wanted+=(default-jre-headless)
    command -v kcat >/dev/null || wanted+=(kcat)
    [ ${#wanted[@]} -gt 0 ] || return 0
    step "Installing ${wanted[*]}"
    local attempt
    for attempt in 1 2 3; do # a mirror that is being updated, or another apt at work, is over in a moment
        apt_install "${wanted[@]}" >artifacts/apt.log 2>&1 && return 0
        echo "apt-get failed, attempt $attempt of 3:"
        tail -5 artifacts/apt.log
        sleep $((attempt * 5))
    done
    echo "Without ${wanted[*]} the tests that need them skip, and fail where CI=true."
}

# The tests start their own servers with their own data; the packages' services are not wanted.
no_services() {
    [ -e /usr/sbin/policy-rc.d ] || { printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d && chmod +x /usr/sbin/policy-rc.d && trap 'rm -f /usr/sbin/policy-rc.d' EXIT; }
    [ -e /etc/postgresql-common/createcluster.conf ] || { mkdir -p /etc/postgresql-common && echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.conf; }
}

apt_install() {
    no_services
    apt-get -o Acquire::Retries=3 -o DPkg::Lock::Timeout=120 update -qq &&
        DEBIAN_FRONTEND=noninteractive apt-get -o Acquire::Retries=3 -o DPkg::Lock::Timeout=120 install -y -qq --no-install-recommends "$@"
}

check_surroundings() {
    if ! command -v dotnet >/dev/null; then
        echo "dotnet is not on the path: install the .NET 10 SDK ($(sed -nE 's/.*"version": "([^"]+)".*/\1/p' global.json) or a later feature band)."
        echo "0 passed, 1 failed"
        exit 1
    fi
    local shared=${DICOM_STORAGE_SHARED:-../shared}
    [ -d "$shared/dicom" ] ||
        echo "The test data is not at $shared: put it there or name its folder in DICOM_STORAGE_SHARED. Tests that need it skip, and fail where CI=true."
}

wanted_project() {
    [ ${#words[@]} -gt 0 ] || return 0
    local word
    for word in "${words[@]}"; do [[ $1 == *"$word"* ]] && return 0; done
    return 1
}

words=("$@")
mkdir -p artifacts
check_surroundings
install_tools

step "Building"
if ! dotnet build Dicom.Storage.sln -c $configuration --nologo -v:q >artifacts/build.log 2>&1; then
    grep -E 'error|warning' artifacts/build.log | sort -u | head -40
    echo "0 passed, 1 failed"
    exit 1
fi

passed=0 failed=0 skipped=0
for project in tests/*.Tests/; do
    name=$(basename "$project")
    wanted_project "$name" || continue
    step "$name"
    program=artifacts/bin/$name/${configuration,,}/$name
    log=artifacts/$name.log
    "$program" -noColor >"$log" 2>&1
    status=$?
    summary=$(grep -E 'Total: [0-9]+, Errors: ' "$log" | tail -1)
    read -r total errors failures skips <<<"$(sed -nE 's/.*Total: ([0-9]+), Errors: ([0-9]+), Failed: ([0-9]+), Skipped: ([0-9]+).*/\1 \2 \3 \4/p' <<<"$summary")"
    grep -E '\[(FAIL|SKIP)\]' -A 12 "$log" | head -200
    if [ -z "${total:-}" ]; then
        tail -30 "$log"
        echo "$name ended without a summary (exit status $status)"
        failed=$((failed + 1))
        continue
    fi
    echo "${summary## }"
    bad=$((errors + failures))
    if [ $status -ne 0 ] && [ $bad -eq 0 ]; then
        tail -15 "$log"
        echo "$name exited with status $status"
        bad=1
    fi
    failed=$((failed + bad))
    skipped=$((skipped + skips))
    passed=$((passed + total - errors - failures - skips))
    unset total errors failures skips
done

[ $passed -gt 0 ] || failed=$((failed + 1))
printf '\n%d tests skipped\n%d passed, %d failed\n' "$skipped" "$passed" "$failed"
[ "$failed" -eq 0 ]
