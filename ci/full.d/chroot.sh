# The two commands in a fresh Debian: debootstrap, clone, ./hv demo, ./check. Root only. The mirror, a proxy and
# certificates are those that this machine's own package manager and Maven use. The log is docs/evidence/chroot.log,
# without names of hosts and folders.
set -euo pipefail
. ci/evidence.sh
. ci/setup.sh
need jdk git debootstrap
. ci/debian.sh
if [ -z "${HV_IN_NAMESPACE:-}" ]; then
  # Mounts of its own, so that none is left behind however this ends.
  export HV_IN_NAMESPACE=yes
  exec unshare --mount --propagation private bash "${BASH_SOURCE[0]}"
fi
root=$(mktemp -d "${HV_CHROOT_DIR:-/var/tmp}/hv-chroot.XXXXXX")
chmod 755 "$root"
log=$FULL/chroot.raw
# A root is a mount of its own, as in any machine: without that nobody inside can make a namespace.
mount --bind "$root" "$root"
trap 'umount -R "$root"/proc "$root"/sys "$root"/dev/pts "$root"/dev/shm "$root"/dev 2>/dev/null; umount -l "$root" 2>/dev/null; rm -rf --one-file-system "$root"' EXIT

mirror=$(debian_mirror)

echo "debootstrap of $VERSION_CODENAME"
debootstrap --variant=minbase --include=git,ca-certificates "$VERSION_CODENAME" "$root" "$mirror" >"$FULL/debootstrap.log"
debian_sources >"$root/etc/apt/sources.list"
apt-config dump | grep -E '^Acquire::(http|https|Check)[^ ]* "' >"$root/etc/apt/apt.conf.d/99-of-the-host" || true
cp /etc/resolv.conf /etc/hosts "$root/etc/"
if compgen -G '/usr/local/share/ca-certificates/*.crt' >/dev/null; then
  cp /usr/local/share/ca-certificates/*.crt "$root/usr/local/share/ca-certificates/"
  chroot "$root" update-ca-certificates >/dev/null 2>&1
fi
if [ -e "$HOME/.m2/settings.xml" ]; then
  mkdir -p "$root/root/.m2"
  cp "$HOME/.m2/settings.xml" "$root/root/.m2/"
fi
# No daemon starts on installation.
printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
chmod 755 "$root/usr/sbin/policy-rc.d"
mount -t proc proc "$root/proc"
mount -t sysfs sys "$root/sys"
mount --bind /dev "$root/dev"
mount --bind /dev/pts "$root/dev/pts"
mount -t tmpfs shm "$root/dev/shm"
git clone -q "file://$PWD" "$root/root/hv"
git -C "$root/root/hv" checkout -q "$(commit)"

inside() {
  echo "\$ $*"
  chroot "$root" env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 TERM=dumb CI=true \
    bash -c 'cd /root/hv && "$@"' _ "$@" </dev/null
}
demo=0 check=0
{
  echo "# $PRETTY_NAME, minimal, /dev/kvm: $(kvm_here), commit $(commit)"
  inside ./hv demo || demo=$?
  echo "# ./hv demo ended with $demo"
  inside ./check || check=$?
  echo "# ./check ended with $check"
} >"$log" 2>&1

# scrub : no host names, no addresses, no local folder.
scrub() {
  sed -E -e 's/\x1b\[[0-9;]*m//g' -e 's#[a-z]+://[^/ "]+#(a mirror)#g' -e "s#$PWD#.#g" -e 's#/root/hv#.#g' -e 's#/root/#~/#g' \
    -e "s/\b$(hostname)\b/(this host)/g" -e 's/\b[0-9]{1,3}(\.[0-9]{1,3}){3}\b/(an address)/g' | tr -d '\r'
}
scrub <"$log" >docs/evidence/chroot.log
printf '{ "release": "%s", "demo": %d, "check": %d, "counts": "%s" }\n' "$VERSION_CODENAME" "$demo" "$check" \
  "$(tail -n 2 docs/evidence/chroot.log | head -n 1 | json_text)" >"$FULL/result.json"
[ "$demo" = 0 ] && [ "$check" = 0 ]
