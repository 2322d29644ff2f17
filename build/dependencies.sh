#!/bin/bash
# Says which packages have newer versions, and fails where a version in use has a known vulnerability (as far as the configured feeds serve such lists).
# All versions are in Directory.Packages.props, those of the tools of this folder in dotnet-tools.json.
set -uo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_UI_LANGUAGE=en
dotnet restore IBMCloud.E2E.sln -v q || exit 1

echo "== Newer versions"
dotnet list IBMCloud.E2E.sln package --outdated --format json |
    jq -r '[.projects[].frameworks[]? | .topLevelPackages[]?] | unique_by(.id)[] | "\(.id) \(.resolvedVersion) -> \(.latestVersion)"'

echo "== Known vulnerabilities"
report=$(dotnet list IBMCloud.E2E.sln package --vulnerable --include-transitive --format json) || { echo "$report"; exit 1; }
jq -r '.problems[]?.text' <<<"$report" | sort -u
found=$(jq -r '.projects[] | .path as $project | .frameworks[]? | (.topLevelPackages[]?, .transitivePackages[]?)
    | "\($project): \(.id) \(.resolvedVersion): \([.vulnerabilities[] | "\(.severity) \(.advisoryurl)"] | join(", "))"' <<<"$report")
[ -z "$found" ] || { echo "$found"; exit 1; }
echo "none"
