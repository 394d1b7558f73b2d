#!/bin/bash
# Runs a target of make as root in a Debian that has nothing but git and make,
# or for test-server what setup.sh installs for it.
#
#     one_major.sh TARGET MAJOR SUITE CACHE WORK
#
# CACHE keeps for a week a tarball that mmdebstrap made, the packages that were
# installed in such roots, and for test-server a root that has them.  It is only
# read there: what is written stays in WORK.
#
# To be run in a mount and PID namespace of its own: it mounts and doesn't
# unmount.
set -eu
trap 'exit 143' TERM
target=$1 major=$2 suite=$3 cache=$4 work=$5
here=$(cd "$(dirname "$0")" && pwd)
tarball=$cache/$suite.tar
debs=$cache/$suite.debs
prepared=$cache/$suite.root
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
        --aptopt='Acquire::Check-Valid-Until "false"' --aptopt='Acquire::Languages "none"' \
        --dpkgopt=force-unsafe-io \
        --keyring=/usr/share/keyrings/debian-archive-keyring.gpg \
        "${options[@]}" "$suite" "$tarball.new" "$uri"
    mv "$tarball.new" "$tarball"
}

is_recent() { [ -n "$(find "$1" -maxdepth 0 -mtime -7 2>/dev/null)" ]; }

in_root() { # ROOT [VARIABLE=VALUE...] COMMAND...
    chroot "$1" env -i HOME=/root LANG=C.UTF-8 CI="${CI:-}" FTF_WORKERS="${FTF_WORKERS:-}" \
        PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "${@:2}" </dev/null
}

mount_what_programs_need() { # ROOT
    local device
    mount -t proc proc "$1/proc"
    mount -t tmpfs -o mode=0755 tmpfs "$1/dev"
    for device in null zero full random urandom tty; do
        touch "$1/dev/$device"
        mount --bind "/dev/$device" "$1/dev/$device"
    done
    ln -s /proc/self/fd "$1/dev/fd"
    ln -s /proc/self/fd/0 "$1/dev/stdin"
    ln -s /proc/self/fd/1 "$1/dev/stdout"
    ln -s /proc/self/fd/2 "$1/dev/stderr"
    mkdir "$1/dev/shm" "$1/dev/pts"
    mount -t tmpfs -o mode=1777 tmpfs "$1/dev/shm"
    mount -t devpts -o newinstance,ptmxmode=0666 devpts "$1/dev/pts"
    ln -s pts/ptmx "$1/dev/ptmx"
}

unpack() { # ROOT
    mkdir -p "$1" "$debs"
    tar --extract --file="$tarball" --directory="$1"
    cp -L /etc/resolv.conf "$1/etc/resolv.conf"
    mount_what_programs_need "$1"
    mount --bind "$debs" "$1/var/cache/apt/archives"
}

is_prepared() { is_recent "$prepared" && cmp -s "$here/setup.sh" "$prepared/setup.sh"; }

# Leaves a place for the checkout.
prepare() {
    rm -rf --one-file-system "$prepared.new" "$prepared"
    has_tarball || make_tarball
    unpack "$prepared.new"
    mkdir "$prepared.new/src"
    cp "$here/setup.sh" "$prepared.new"
    in_root "$prepared.new" /setup.sh server | tee "$work/$suite.missing"
    [ ! -s "$work/$suite.missing" ] || return 1
    mv "$prepared.new" "$prepared"
    touch "$prepared"
}

# Read only, but for the checkout and for what is temporary.
mount_prepared() {
    mkdir -p "$root" "$work/$suite.src" "$work/$suite.tmp"
    chmod 1777 "$work/$suite.tmp"
    mount --bind "$prepared" "$root"
    mount -o remount,bind,ro "$root"
    mount --bind "$work/$suite.src" "$root/src"
    mount --bind "$work/$suite.tmp" "$root/tmp"
    mount_what_programs_need "$root"
}

# Others may use the cache while nobody makes what is in it.
exec {lock}>"$cache/$suite.lock"
with_cache() { # CHECK MAKE
    flock -s "$lock"
    until $1; do
        flock -x "$lock"
        $1 || $2
        flock -s "$lock"
    done
}
has_tarball() { is_recent "$tarball"; }

settings=()
if [ "$target" = test-server ]; then
    with_cache is_prepared prepare
    mount_prepared
else
    with_cache has_tarball make_tarball
    unpack "$root"
    mapfile -t settings < <(npm_settings)
fi
"$here/copy_checkout.sh" "$root/src"
status=0
in_root "$root" "${settings[@]}" make --no-print-directory -C /src "$target" || status=$?

# shellcheck disable=SC2016 # expanded in the root
found=$(chroot "$root" sh -c 'pg_config --version') || found=nothing
case $found in
"PostgreSQL $major"[.\ a-z]*) exit "$status" ;;
*) echo "$suite has $found, not PostgreSQL $major" && exit 1 ;;
esac
