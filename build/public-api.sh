#!/bin/bash
# Writes what the packages' public members are now into src/*/PublicAPI.Unshipped.txt; look at the difference, and commit it with the change that made it.
# build/public-api.sh            accept the present members
# build/public-api.sh --ship     at a release: moves what is unshipped to PublicAPI.Shipped.txt, after which only additions are accepted without a word
set -euo pipefail
cd "$(dirname "$0")/.."
export LC_ALL=C

ship() {
    for folder in src/*/; do
        sort -u <(echo '#nullable enable') "$folder/PublicAPI.Shipped.txt" "$folder/PublicAPI.Unshipped.txt" -o "$folder/PublicAPI.Shipped.txt"
        echo '#nullable enable' >"$folder/PublicAPI.Unshipped.txt"
    done
}

[ "${1:-}" != --ship ] || { ship; exit; }
for folder in src/*/; do
    [ -e "$folder/PublicAPI.Shipped.txt" ] || echo '#nullable enable' >"$folder/PublicAPI.Shipped.txt"
    echo '#nullable enable' >"$folder/PublicAPI.Unshipped.txt"
    rm -f "$folder/obj/public-api.sarif"
done

# The tool uses every other package. Each compiler writes what it misses (RS0016) beside its other results.
dotnet build src/IBMCloud.E2E.Tool -c Release -v q -nologo -p:TreatWarningsAsErrors=false -p:RunAnalyzers=true -p:RunAnalyzersDuringBuild=true \
    -p:ErrorLog=obj/public-api.sarif%2Cversion=2.1 -clp:ErrorsOnly
for folder in src/*/; do
    jq -r '.runs[].results[] | select(.ruleId == "RS0016") | .properties.customProperties.APIName' "$folder/obj/public-api.sarif" | sort -u >>"$folder/PublicAPI.Unshipped.txt"
done
grep -qhv '^#' src/*/PublicAPI.*.txt || { echo "no public member was found: the analyzers did not run"; exit 1; }
git diff --stat -- 'src/*/PublicAPI.*.txt'
