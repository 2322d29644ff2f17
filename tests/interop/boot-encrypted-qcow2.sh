#!/bin/bash
# boot-encrypted-qcow2.sh IMAGE: preflight of a bootable Linux image (any format) for classic has no failure; encrypted as qcow2 by ibmcloud-e2e,
# qemu-img finds it sound and identical, and QEMU starts it to a login prompt with the secret, and to nothing without it.
#
#   TOOL           a built ibmcloud-e2e; without it the one in this checkout is built
#   BOOT_SECONDS   limit of the start, 900 by default: without KVM it takes minutes
#   ACCEL          kvm or tcg; kvm by default where /dev/kvm can be opened
#   WORK           folder for the encrypted image and the serial log, a temporary one by default
#
# Ends with 0 where everything holds, 77 where the machine has no QEMU to start it with, 1 otherwise.
set -euo pipefail
image=$(realpath "${1:?an image}")
root=$(cd "$(dirname "$0")/../.." && pwd)
PATH=$PATH:/sbin:/usr/sbin
for program in qemu-system-x86_64 qemu-img mke2fs; do
    command -v "$program" >/dev/null || { echo "skipped: '$program' is not installed (qemu-system-x86, qemu-utils, e2fsprogs)"; exit 77; }
done
qemu='' work=${WORK:-$(mktemp -d "${TMPDIR:-/tmp}/boot-encrypted.XXXXXX")}
trap '[ -z "$qemu" ] || { kill "$qemu"; wait "$qemu"; } 2>/dev/null || true; [ -n "${WORK:-}" ] || rm -rf "$work"' EXIT
if [ -z "${TOOL:-}" ]; then
    dotnet build -c Release -v q -nologo "$root/src/IBMCloud.E2E.Tool" >"$work/build.log" || { cat "$work/build.log"; exit 1; }
    TOOL=$root/src/IBMCloud.E2E.Tool/bin/Release/net10.0/ibmcloud-e2e
fi

echo "== preflight"
"$TOOL" preflight "$image" --target classic --object-name server.vhd-0.vhd | tee "$work/preflight.txt"
if grep -q '^fail' "$work/preflight.txt"; then echo "preflight has failures"; exit 1; fi

echo "== encrypt"
head -c 33 /dev/urandom | base64 -w 0 >"$work/passphrase"
"$TOOL" encrypt "$image" "$work/server.qcow2" --format qcow2 --passphrase-file "$work/passphrase" --force
secret=(--object "secret,id=s,file=$work/passphrase")
opened="driver=qcow2,encrypt.key-secret=s,file.filename=$work/server.qcow2"
qemu-img check "${secret[@]}" --image-opts "$opened"
source=$(qemu-img info --output=json "$image" | sed -n 's/.*"format": "\(.*\)".*/\1/p' | tail -1)
qemu-img compare "${secret[@]}" --image-opts "$opened" "driver=$source,file.filename=$image"
qemu-img info "$work/server.qcow2" | grep -q '^encrypted: yes'

echo "== start"
# As a classic server has it: a drive with its metadata, by which cloud-init gives it its name.
mkdir -p "$work/config/openstack/latest"
echo '{"uuid": "6b7b3f2e-0000-4000-8000-00000000c0de", "hostname": "encrypted-server", "name": "encrypted-server"}' >"$work/config/openstack/latest/meta_data.json"
truncate -s 4M "$work/config.img"
mke2fs -q -F -t ext4 -L config-2 -d "$work/config" "$work/config.img"
accel=${ACCEL:-$([ -w /dev/kvm ] && echo kvm || echo tcg,thread=multi)}
machine=(-accel "$accel" -m 1024 -smp 2 -display none -no-reboot -nic none)
drive=file=$work/server.qcow2,format=qcow2,if=virtio,snapshot=on
if timeout 20 qemu-system-x86_64 "${machine[@]}" -drive "$drive" >"$work/without.log" 2>&1; then
    echo "it started without the secret"; exit 1
fi
grep -q 'encrypt.key-secret' "$work/without.log" || { cat "$work/without.log"; exit 1; }

started=$SECONDS
qemu-system-x86_64 "${machine[@]}" -object "secret,id=s,file=$work/passphrase" -drive "$drive,encrypt.key-secret=s" \
    -drive "file=$work/config.img,format=raw,if=virtio,readonly=on" -serial "file:$work/serial.log" &
qemu=$!
while kill -0 "$qemu" 2>/dev/null && [ $((SECONDS - started)) -lt "${BOOT_SECONDS:-900}" ]; do
    if grep -aq 'login:' "$work/serial.log" 2>/dev/null; then
        grep -a 'login:' "$work/serial.log" | tail -1
        echo "a login prompt after $((SECONDS - started)) s ($accel)"
        exit 0
    fi
    sleep 1
done
tail -c 2000 "$work/serial.log" 2>/dev/null || true
echo "no login prompt within ${BOOT_SECONDS:-900} s ($accel)"
exit 1
