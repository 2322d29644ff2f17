#!/bin/bash
# Records a run of the tool against the emulator, on a pseudo terminal, and draws what it printed: build/record-run.sh [OUT.svg]
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
out=$(realpath -m "${1:-docs/recorded-run.svg}")
tool=$root/src/IBMCloud.E2E.Tool/bin/Release/net10.0
[ -x "$tool/ibmcloud-e2e" ] || dotnet build -c Release src/IBMCloud.E2E.Tool -v q -nologo
work=$(mktemp -d "${TMPDIR:-/tmp}/recorded-run.XXXXXX")
emulator=
trap '[ -z "$emulator" ] || kill "$emulator" 2>/dev/null || true; [ -z "$emulator" ] || wait "$emulator" 2>/dev/null || true; rm -rf "$work"' EXIT
cd "$work"
export PATH=$tool:$PATH TERM=xterm-256color
unset IBMCLOUD_API_KEY IBMCLOUD_E2E_API_KEY IBMCLOUD_E2E_ENDPOINTS IBMCLOUD_E2E_CONFIG NO_COLOR

ibmcloud-e2e emulator --save cloud.json >emulator.log 2>&1 & emulator=$!
for _ in $(seq 600); do
    [ ! -s cloud.json ] || break
    kill -0 "$emulator" 2>/dev/null || { cat emulator.log; echo "the emulator did not start"; exit 1; }
    sleep 0.1
done

# Half of it data, half zeros; no operating system, so there is nothing to look into before the import.
{ head -c 16M /dev/urandom; head -c 16M /dev/zero; } >debian-12.raw
cat >ibmcloud-e2e.json <<'JSON'
{
  "name": "web-image",
  "image": "debian-12.raw",
  "region": "us-south",
  "operatingSystem": "DEBIAN_12_64",
  "preflight": "skip",
  "endpoints": "cloud.json",
  "journals": "runs",
  "pollInterval": "100ms",
  "server": { "hostname": "web", "domain": "example.com" }
}
JSON

drawn=()
record() {
    local recording=$work/${#drawn[@]}.typescript
    # The size of the terminal is set inside it: there may be none outside.
    script -qec "stty cols 132 rows 60; $*" "$recording.raw" </dev/null >/dev/null || { cat "$recording.raw"; echo "failed: $*"; exit 1; }
    sed "s|$work/||g" "$recording.raw" >"$recording"
    drawn+=("$*" "$recording")
}

record ibmcloud-e2e plan
record ibmcloud-e2e run
record ibmcloud-e2e verify --whole
record ibmcloud-e2e report --html web-image.html
python3 "$root/build/terminal-svg.py" "$out" "A run of ibmcloud-e2e against the emulator: plan, run, verify, report" "${drawn[@]}"
echo "recorded: $out"
