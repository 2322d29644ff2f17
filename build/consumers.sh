#!/bin/bash
# Does what docs/install.md says, word for word, as a user who has only the SDK: in temporary folders outside the repository, with a home, a package cache and a NuGet
# configuration of their own, and with the packages of a fresh copy of the repository. Third-party packages come from the feeds that this machine is configured for.
# build/consumers.sh [FOLDER [FILE]]   FOLDER: packages that were built elsewhere of the same sources; their assemblies must be the same. FILE: where the tool as one native file is left.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD page=$PWD/docs/install.md
built=${1:+$(realpath "$1")} keep=${2:+$(realpath "$2")}
work=$(mktemp -d "${TMPDIR:-/tmp}/ibmcloud-e2e-consumers.XXXXXX")
servers=()
trap 'for server in "${servers[@]}"; do kill -- "-$server" 2>/dev/null || true; done; rm -rf "$work"' EXIT
say() { printf '\n-- %s (%d s)\n' "$1" $SECONDS; }
fail() { echo "FAILED: $1"; exit 1; }

# The page's commands for one reader, with each file that it shows between them put where the reader puts it.
commands() {
    awk -v name="$1" -v sources="$work/consumers" '
        match($0, "^<!-- " name ": .* -->$") { file = $3; next }
        file != "" && /^```/ { if (inside) file = ""; inside = !inside; if (inside && file != "commands") print "cp \"" sources "/" name "/" file "\" \"" file "\""; next }
        inside && file == "commands"' "$page"
}

# Runs them in a shell that stops at the first failure.
follow() {
    local script
    script=$(commands "$1")
    [ -n "$script" ] || fail "docs/install.md has no commands for '$1'"
    bash -euo pipefail -c "$script"
}

# The same in the background, with its output in a file.
serve() {
    local log=$1; shift
    set -m; "$@" >"$log" 2>&1 & servers+=($!); set +m
}

wait_for() {
    local text=$1 log=$2
    for _ in $(seq 3000); do
        ! grep -q "$text" "$log" || return 0
        kill -0 "${servers[-1]}" 2>/dev/null || break
        sleep 0.1
    done
    cat "$log"; fail "'$text' did not appear"
}

# The working tree as it is, in a clone: ignored files stay behind, the remote is the same or none.
copy_repository() {
    local remote
    git clone -q --shared "$root" "$work/repository"
    git -C "$root" ls-files -co --exclude-standard -z | (cd "$root" && xargs -0 sh -c 'for file; do [ ! -e "$file" ] || printf "%s\0" "$file"; done' sh | xargs -0 cp --parents -t "$work/repository")
    git -C "$root" ls-files -d -z | (cd "$work/repository" && xargs -0r rm -f)
    if remote=$(git -C "$root" remote get-url origin 2>/dev/null); then
        git -C "$work/repository" remote set-url origin "$remote"
    else
        git -C "$work/repository" remote remove origin
    fi
}

# The feeds of this machine, and third-party packages that it has already: never ours.
write_nuget_config() {
    local cache package
    cache=$(dotnet nuget locals global-packages --list | sed 's/^global-packages: //')
    mkdir -p "$work/third-party"
    for package in "$cache"/*/; do
        case $(basename "$package") in ibmcloud*|'*') ;; *) ln -s "$package" "$work/third-party/" ;; esac
    done
    {
        echo '<configuration><packageSources><clear />'
        dotnet nuget list source | awk '/^ *[0-9]+\./ { name = $2; on = /\[Enabled\]/; next } on && NF { gsub(/&/, "\\&amp;", $1); print "<add key=\"" name "\" value=\"" $1 "\" />"; on = 0 }'
        echo "</packageSources><fallbackPackageFolders><clear /><add key=\"third-party\" value=\"$work/third-party\" /></fallbackPackageFolders></configuration>"
    } >"$work/nuget.config"
}

milliseconds() {
    local start=${EPOCHREALTIME/./} _
    for _ in 1 2 3 4 5 6 7 8 9 10; do "$@" >/dev/null; done
    echo $(((${EPOCHREALTIME/./} - start) / 10000))
}

export DOTNET_CLI_UI_LANGUAGE=en DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1 MSBUILDDISABLENODEREUSE=1
write_nuget_config
copy_repository
cp -r "$root/tests/consumers" "$work/consumers"
mkdir "$work/home"
export HOME=$work/home DOTNET_CLI_HOME=$work/home NUGET_PACKAGES=$work/packages PATH=$work/home/.dotnet/tools:$PATH
export ARTIFACTS=$work/repository/artifacts

say "dotnet pack"
(cd "$work/repository" && follow pack)
[ -z "$built" ] || (cd "$root" && dotnet run build/same-assemblies.cs -- "$built" "$ARTIFACTS")

cd "$work"
follow feed
head -c 5M /dev/urandom >disk.raw
truncate -s 16M disk.raw
printf 'correct horse battery staple' >passphrase

say "IBMCloud.Luks in a console program"
follow luks

say "the tool"
rm -f disk.luks
follow tool

say "a whole run on a local cloud"
serve emulator.log follow cloud
wait_for Ctrl-C emulator.log
cloud() { jq -r "$1" "$work/cloud.json"; }
follow run

say "IBMCloud.KeyProtect in a web service"
bearer=$(curl -sSf --data-urlencode grant_type=urn:ibm:params:oauth:grant-type:apikey --data-urlencode "apikey=$(cloud .apiKey)" "$(cloud .iam)identity/token" | jq -r .access_token)
group=$(curl -sSf -H "Authorization: Bearer $bearer" "$(cloud .resourceManager)v2/resource_groups?account_id=$(cloud .accountId)&default=true" | jq -r '.resources[0].id')
instance=$(jq -n --arg group "$group" '{ name: "keys", target: "us-south", resource_group: $group, resource_plan_id: "eedd3585-90c6-4c8f-be3d-062069e99fc3" }' |
    curl -sSf -H "Authorization: Bearer $bearer" -H 'Content-Type: application/json' -d @- "$(cloud .resourceController)v2/resource_instances" | jq -r .crn)
settings=$work/consumers/key-protect/appsettings.json
jq --arg crn "$instance" --argjson cloud "$(cloud .)" '.KeyProtect.InstanceCrn = $crn | .KeyProtect.Endpoint = $cloud.keyProtect["us-south"]
    | .Endpoints = ($cloud | { iam, resourceController, resourceManager, accounts, softLayer })' "$settings" >"$settings.new"
mv "$settings.new" "$settings"
export IBMCLOUD_API_KEY; IBMCLOUD_API_KEY=$(cloud .apiKey)
serve service.log follow key-protect
wait_for 'Now listening on' service.log
answer=$(curl -sSf -X POST "$(sed -n 's/.*Now listening on: //p' service.log | head -1)/keys/images/deks")
jq . <<<"$answer"
[ "$(jq -r .opens <<<"$answer")" = true ] || fail "the wrapped key does not open"

say "IBMCloud.E2E in a worker"
follow workflow

say "the tool as one native file"
ln disk.raw dek dek.txt repository/
(cd repository && follow native && cryptsetup open --test-passphrase --key-file dek.txt disk.luks)
repository/native/ibmcloud-e2e run --name native
repository/native/ibmcloud-e2e verify --name native --whole
managed=$(milliseconds ibmcloud-e2e --version) native=$(milliseconds repository/native/ibmcloud-e2e --version)
echo "start: native $native ms, framework-dependent $managed ms: $(awk "BEGIN { printf \"%.2f\", $native / $managed }") of it"

[ -z "$keep" ] || cp repository/native/ibmcloud-e2e "$keep"

# What was restored is what was packed here, from no other feed and no cache.
for package in packages/ibmcloud*/*/*.nupkg; do
    cmp "$package" "$ARTIFACTS/$(ls "$ARTIFACTS" | grep -ixF "$(basename "$package")")"
done
say "done"
