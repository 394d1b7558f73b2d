#!/bin/bash
# Runs `make test` as root in a fresh Debian that has nothing but git and make.
#
#     one_major.sh MAJOR SUITE CACHE WORK
#
# The root is unpacked from a tarball in CACHE (made by mmdebstrap, again after
# a week); packages that the tests install are kept beside it.
#
# To be run in a mount and PID namespace of its own: it mounts and doesn't
# unmount.
set -eu
trap 'exit 143' TERM
major=$1 suite=$2 cache=$3 work=$4
here=$(cd "$(dirname "$0")" && pwd)
tarball=$cache/$suite.tar
debs=$cache/$suite.debs
root=$work/$suite

# The mirror that this machine's apt uses for Debian itself.
mirror() {
    local uri
    # shellcheck disable=SC2016 # the format is apt's
    uri=$(apt-get indextargets --format '$(LABEL) $(REPO_URI)' \
        'Created-By: Packages' | sed -n 's/^Debian //p' | head -n 1)
    case $uri in
    mirror+file:*) uri=$(grep -m 1 -v '^#' "${uri#mirror+file:}") ;;
    esac
    printf '%s' "$uri"
}

# The proxy too, if apt has one.
proxy_option() {
    local PROXY=
    eval "$(apt-config shell PROXY Acquire::http::Proxy)"
    [ -z "$PROXY" ] || echo "--aptopt=Acquire::http::Proxy \"$PROXY\""
}

# As variables: the registry of this machine's npm, and the certificates that
# it trusts, which are put into the root.
npm_settings() {
    local registry authorities
    command -v npm >/dev/null || return 0
    registry=$(npm config get registry)
    echo "npm_config_registry=$registry"
    authorities=$(npm config get cafile)
    [ -e "$authorities" ] || authorities=${NODE_EXTRA_CA_CERTS:-}
    [ -e "$authorities" ] || return 0
    cp -L "$authorities" "$root/etc/npm-authorities.crt"
    echo npm_config_cafile=/etc/npm-authorities.crt
}

make_tarball() {
    local uri options packages=git,make
    uri=$(mirror)
    if [ -z "$uri" ]; then
        echo "apt knows no Debian mirror: run apt-get update"
        return 1
    fi
    case $uri in https:*) packages=$packages,ca-certificates ;; esac
    mapfile -t options < <(proxy_option)
    rm -rf "$tarball" "$debs"
    # testing's release file can be older than it says it may be
    TMPDIR=$work mmdebstrap --quiet --format=tar --variant=apt --include="$packages" \
        --aptopt='Acquire::Check-Valid-Until "false"' \
        --keyring=/usr/share/keyrings/debian-archive-keyring.gpg \
        "${options[@]}" "$suite" "$tarball.new" "$uri"
    mv "$tarball.new" "$tarball"
}

mount_what_programs_need() {
    local device
    mount -t proc proc "$root/proc"
    mount -t tmpfs -o mode=0755 tmpfs "$root/dev"
    for device in null zero full random urandom tty; do
        touch "$root/dev/$device"
        mount --bind "/dev/$device" "$root/dev/$device"
    done
    ln -s /proc/self/fd "$root/dev/fd"
    ln -s /proc/self/fd/0 "$root/dev/stdin"
    ln -s /proc/self/fd/1 "$root/dev/stdout"
    ln -s /proc/self/fd/2 "$root/dev/stderr"
    mkdir "$root/dev/shm" "$root/dev/pts"
    mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"
    mount -t devpts -o newinstance,ptmxmode=0666 devpts "$root/dev/pts"
    ln -s pts/ptmx "$root/dev/ptmx"
    mount --bind "$debs" "$root/var/cache/apt/archives"
}

[ -n "$(find "$tarball" -mtime -7 2>/dev/null)" ] || make_tarball
mkdir -p "$root" "$debs"
tar --extract --file="$tarball" --directory="$root"
"$here/copy_checkout.sh" "$root/src"
cp -L /etc/resolv.conf "$root/etc/resolv.conf"

mount_what_programs_need
mapfile -t settings < <(npm_settings)
status=0
chroot "$root" env -i HOME=/root LANG=C.UTF-8 CI="${CI:-}" \
    PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "${settings[@]}" \
    make --no-print-directory -C /src test </dev/null || status=$?

# shellcheck disable=SC2016 # expanded in the root
found=$(chroot "$root" sh -c 'pg_config --version') || found=nothing
case $found in
"PostgreSQL $major"[.\ a-z]*) exit "$status" ;;
*) echo "$suite has $found, not PostgreSQL $major" && exit 1 ;;
esac
