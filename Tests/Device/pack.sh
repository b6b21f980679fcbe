#!/usr/bin/env bash
# Packs what a machine with a graphics card needs to check and measure it, and nothing of which it has to install or fetch: the
# program, stripped and with Swift's libraries in it, the C libraries, specs, manifests, and the images of a short training.
# Usage: pack.sh ARCHIVE.tar.xz [FOLDER OF IMAGE SETS]
#        there: tar xf ARCHIVE.tar.xz && device-check/check.sh OUT
# PROGRAM=path takes a program that is built already.
set -euo pipefail
archive=$(realpath -m "$1")
images=${2:-${SRCNN_DATASETS:-}}
cd "$(dirname "$0")/../.."
# ldconfig may lie where users don't look.
PATH="$PATH:/usr/sbin:/sbin"
program=${PROGRAM:-}
if [ -z "$program" ]; then
  swift build -c release --static-swift-stdlib --product experiments --scratch-path .build/device-check
  program=.build/device-check/release/experiments
fi

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
packed="$folder/device-check"
mkdir -p "$packed/libraries" "$packed/project/datasets" "$packed/images"
strip -o "$packed/experiments" "$program"
# All but those of the C library itself, which are of one piece with the machine's.
ldd "$program" | awk '$2 == "=>" && $3 ~ /^\// { print $1, $3 }' |
  grep -Ev '^(ld-linux.*|lib(c|m|dl|rt|pthread|util|resolv))\.so' |
  while read -r name path; do cp -L "$path" "$packed/libraries/$name"; done
# The loader of OpenCL's drivers, which the program looks for when it runs.
loader=$(ldconfig -p | awk '/libOpenCL\.so\.1 / && !found++ { print $NF }')
if [ -n "$loader" ]; then cp -L "$loader" "$packed/libraries/libOpenCL.so.1"; fi
strip --strip-unneeded "$packed"/libraries/* || true
cp Tests/Device/check.sh "$packed/"
# The program finds no commit there.
{ [ -z "${PROGRAM:-}" ] && git describe --always --dirty --abbrev=40 2> /dev/null; } > "$packed/commit" || echo "unknown" > "$packed/commit"
cp -r experiments "$packed/project/"
cp datasets/*.json "$packed/project/datasets/"
if [ -z "$images" ]; then echo "no folder of image sets and no SRCNN_DATASETS: no images are packed" >&2; fi
for set in t91 set5; do
  if [ -n "$images" ] && [ -d "$images/$set" ]; then cp -rL "$images/$set" "$packed/images/"; fi
done
mkdir -p "$(dirname "$archive")"
tar -C "$folder" -caf "$archive" device-check
size=$(wc -c < "$archive")
echo "$archive: $((size >> 20)) MiB, unpacked $(du -sm "$packed" | cut -f1) MiB"
if [ "$size" -ge $((64 << 20)) ]; then
  echo "expected less than 64 MiB" >&2
  exit 1
fi
