#!/bin/bash
# A bill of materials (CycloneDX, JSON) of all that the packages bring along, beside them: build/sbom.sh [FOLDER], artifacts by default.
# The tool uses every other package, so its list is the list of all.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=$(realpath "${1:-artifacts}")
version=$(dotnet msbuild src/IBMCloud.E2E.Tool -getProperty:PackageVersion)
dotnet restore src/IBMCloud.E2E.Tool -v q
cd build   # whose dotnet-tools.json names the generator
dotnet tool restore
dotnet tool run dotnet-CycloneDX ../src/IBMCloud.E2E.Tool/IBMCloud.E2E.Tool.csproj --disable-package-restore --set-name ibmcloud-e2e --set-version "$version" \
    --output-format Json --output "$folder" --filename "ibmcloud-e2e.$version.cdx.json"
jq -e '[.components[] | select(.licenses == null)] == []' "$folder/ibmcloud-e2e.$version.cdx.json" >/dev/null || { echo "a component has no licence: say in build/sbom.sh what it is"; exit 1; }
