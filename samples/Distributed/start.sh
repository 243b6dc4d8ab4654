#!/usr/bin/env bash
# Starts PostgreSQL, Kafka, two receivers, two indexers and a worker on this machine; Ctrl+C ends them, their data stays.
#
#   samples/Distributed/start.sh [DATA=./data-distributed]
#
# Needs PostgreSQL's programs, Java 17 and Kafka: DICOM_STORAGE_SHARED names the folder with servers/kafka (default ../shared
# beside the project), or DICOM_STORAGE_TEST_KAFKA brokers that run already. With Docker: docker compose up, in this folder.
set -euo pipefail
cd "$(dirname "$0")/../.."
data=${1:-./data-distributed}
mkdir -p "$data"
data=$(cd "$data" && pwd)
shared=${DICOM_STORAGE_SHARED:-../shared}
programs=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
# PostgreSQL does not run as root.
as_postgres=()
[ "$(id -u)" != 0 ] || as_postgres=(setpriv --reuid=postgres --regid=postgres --init-groups --)

started=()
finish() {
    trap - EXIT INT TERM
    [ ${#started[@]} -eq 0 ] || kill "${started[@]}" 2>/dev/null || true
    wait 2>/dev/null || true
    [ -z "${kafka_here:-}" ] || "$shared/servers/kafka/stop" "$data/kafka"
}
trap finish EXIT INT TERM

mkdir -p "$data/postgres" && { [ "$(id -u)" != 0 ] || chown postgres "$data/postgres"; }
[ -e "$data/postgres/PG_VERSION" ] ||
    "${as_postgres[@]}" "$programs/initdb" -D "$data/postgres" -U postgres -A trust -E UTF8 --locale C.UTF-8 >"$data/initdb.log"
"${as_postgres[@]}" "$programs/postgres" -D "$data/postgres" -h 127.0.0.1 -p 15432 -k /tmp >"$data/postgres.log" 2>&1 &
started+=($!)

if [ -n "${DICOM_STORAGE_TEST_KAFKA:-}" ]; then
    brokers=$DICOM_STORAGE_TEST_KAFKA
else
    brokers=$("$shared/servers/kafka/start" "$data/kafka" 19092)
    kafka_here=1
fi

dotnet build samples/Distributed -c Release --nologo -v:q
program=artifacts/bin/Distributed/release/Distributed
common=(--DicomStorage:Kafka:BootstrapServers="$brokers" --DicomStorage:FileSystem:Root="$data/objects")
run() {
    local name=$1
    shift
    "$program" "$@" "${common[@]}" > >(sed -u "s/^/$name: /") 2>&1 &
    started+=($!)
}
until "$programs/pg_isready" -q -h 127.0.0.1 -p 15432; do sleep 0.2; done
run receiver1 receiver --DicomStorage:Scp:Port=11112 --DicomStorage:Spool:Path="$data/spool1"
run receiver2 receiver --DicomStorage:Scp:Port=11113 --DicomStorage:Spool:Path="$data/spool2"
run indexer1 indexer --DicomStorage:Kafka:AttemptsPath="$data/attempts1"
run indexer2 indexer --DicomStorage:Kafka:AttemptsPath="$data/attempts2"
run worker worker --Worker:Folder="$data/json"
for port in 11112 11113; do until (exec 3<>/dev/tcp/127.0.0.1/$port) 2>/dev/null; do sleep 0.2; done; done
echo "Send: dotnet run --project samples/Send -- <files or folders> --port 11112 (or 11113). Ctrl+C ends everything."
wait
