#!/bin/sh
# The Dockerfile's steps of what is committed, without docker: check.sh FOLDER, as root on Debian, with debootstrap. Swift is that in PATH, in place of
# the image that the Dockerfile begins with; MIRROR= is where Debian comes from.
set -eu
cd "$(dirname "$0")/../.."
# What is mounted in the folder is gone with this process.
[ "${OWN_MOUNTS-}" ] || OWN_MOUNTS=1 exec unshare --mount "$PWD/Tests/Docker/check.sh" "$@"
root=$1
swift=$(dirname "$(dirname "$(readlink -f "$(command -v swiftc)")")")
run() { chroot "$root" env -i HOME=/root PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin sh -c "$1"; }

debootstrap --variant=minbase bookworm "$root" ${MIRROR-}
cp -a "$swift/." "$root/usr"
mount --bind /dev "$root/dev"
mount -t proc proc "$root/proc"
# What the image has beside Swift.
run "apt-get update -q && apt-get install -q -y --no-install-recommends binutils-gold gcc git libcurl4-openssl-dev libedit-dev \
  libncurses-dev libpython3-dev libsqlite3-dev libstdc++-12-dev libxml2-dev tzdata"

git archive --prefix=srcnn/ HEAD | tar -x -C "$root"
# Swift packages that are here needn't be fetched.
mkdir "$root/srcnn/.build"
for part in checkouts repositories workspace-state.json; do
  if [ -e .build/$part ]; then cp -a .build/$part "$root/srcnn/.build"; fi
done
sed -n 's/^RUN //p' Dockerfile | while read -r step; do
  echo "$step"
  run "cd /srcnn && $step" </dev/null
done
run "/srcnn/.build/release/experiments --help" >/dev/null
echo "The Dockerfile's steps are done in $root."
