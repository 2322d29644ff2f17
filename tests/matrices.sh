#!/bin/bash
# Runs every case of the workflow's matrices and prints them as tables: points by outcome. Fails where any case is wrong.
# With a folder as argument, the tables stay there as Markdown.
set -uo pipefail
cd "$(dirname "$0")/.."
out=${1:-$(mktemp -d "${TMPDIR:-/tmp}/ibmcloud-e2e-matrices.XXXXXX")}
[ $# -gt 0 ] || trap 'rm -rf "$out"' EXIT
mkdir -p "$out"
out=$(cd "$out" && pwd)
IBMCLOUD_E2E_MATRICES=1 IBMCLOUD_E2E_MATRIX_OUT=$out dotnet test --project tests/IBMCloud.E2E.Tests -c Release -- --filter-namespace IBMCloud.E2E.Tests.Matrices
status=$?
cat "$out"/*.md
exit $status
