# Sourced by ./hv, ./check and lab/run: sees to it that this machine has what they need.
#
#   need jdk maven qemu ...     does nothing where all are there; else installs them through apt-get (as root or with
#                               sudo); elsewhere says exactly what to install, and fails.
#
# A need is a name, a test that is cheap and asks no package manager, and Debian's packages for it.

setup_names=(jdk maven qemu qemu-img libvirt virsh busybox e2fsprogs binutils gcc zstd git debootstrap iasl gdb fio xmllint virt-clone qemu-ga bsdtar isoinfo socat python-yaml tshark redis passt nft)

has_jdk() { find_jdk 17 >/dev/null; }
has_maven() { command -v mvn >/dev/null; }
has_qemu() { command -v qemu-system-x86_64 >/dev/null; }
has_libvirt() { has_library libvirt.so.0 && [ -x "$(sbin libvirtd)" ] && ls /usr/lib*/*/libvirt/connection-driver/libvirt_driver_qemu.so >/dev/null 2>&1; }
has_virsh() { command -v virsh >/dev/null; }
has_busybox() { command -v busybox >/dev/null && [[ $(busybox --list) = *insmod*poweroff* ]]; }
has_e2fsprogs() { [ -x "$(sbin mke2fs)" ] && [ -x "$(sbin debugfs)" ]; }
has_binutils() { command -v as >/dev/null && command -v ld >/dev/null && command -v objcopy >/dev/null; }
has_gcc() { command -v gcc >/dev/null && [ -e /usr/include/linux/kvm.h ] && [ -e /usr/include/stdio.h ]; }
has_zstd() { command -v zstd >/dev/null; }
has_qemu-img() { command -v qemu-img >/dev/null; }
has_fio() { command -v fio >/dev/null; }
has_gdb() { command -v gdb >/dev/null; }
has_virt-clone() { command -v virt-clone >/dev/null; }
has_xmllint() { command -v xmllint >/dev/null; }
has_bsdtar() { command -v bsdtar >/dev/null; }
has_isoinfo() { command -v isoinfo >/dev/null; }
has_socat() { command -v socat >/dev/null; }
has_python-yaml() { python3 -c 'import yaml, requests' >/dev/null 2>&1; }
has_tshark() { command -v tshark >/dev/null; }
has_qemu-ga() { [ -x "$(sbin qemu-ga)" ]; }
# The server is the same program as redis-check-rdb, by its name; its package starts one, that of the tools does not.
has_redis() { command -v redis-cli >/dev/null && { command -v redis-server || command -v redis-check-rdb; } >/dev/null; }
has_passt() { command -v passt >/dev/null; }
has_nft() { [ -x "$(sbin nft)" ]; }
has_git() { command -v git >/dev/null; }
has_iasl() { command -v iasl >/dev/null; }
has_debootstrap() { [ -x "$(sbin debootstrap)" ]; }

packages_of() {
  case $1 in
    jdk) first_offered openjdk-17-jdk-headless openjdk-21-jdk-headless openjdk-25-jdk-headless default-jdk-headless ;;
    maven | e2fsprogs | binutils | zstd | git | debootstrap | gdb | fio | socat | tshark | passt) echo "$1" ;;
    iasl) echo acpica-tools ;;
    xmllint) echo libxml2-utils ;;
    virt-clone) echo virtinst ;;
    qemu-ga) echo qemu-guest-agent ;;
    bsdtar) echo libarchive-tools ;;
    isoinfo) echo genisoimage ;;
    python-yaml) echo python3-yaml python3-requests ;;
    redis) echo redis-tools ;;
    nft) echo nftables ;;
    qemu) echo qemu-system-x86 ;;
    qemu-img) echo qemu-utils ;;
    libvirt) echo libvirt0 libvirt-daemon libvirt-daemon-driver-qemu ;;
    virsh) echo libvirt-clients ;;
    busybox) echo busybox-static ;;
    gcc) echo gcc libc6-dev linux-libc-dev ;;
  esac
}

# missing NAME... : those of the needs that this machine does not have.
missing() {
  local name
  for name in "$@"; do
    [[ " ${setup_names[*]} " = *" $name "* ]] || { echo "setup: no need is called $name" >&2; return 2; }
    "has_$name" || echo "$name"
  done
}

# want NAME... : as need, but goes on without; who wants something says itself what is skipped for the lack of it.
want() {
  local name lacking
  mapfile -t lacking < <(missing "$@")
  if [ ${#lacking[@]} -eq 0 ] || install "${lacking[@]}"; then return; fi
  for name in $(missing "$@"); do
    install "$name" || echo "setup: going on without $name" >&2
  done
}

need() {
  local lacking
  mapfile -t lacking < <(missing "$@")
  if [ ${#lacking[@]} -gt 0 ]; then install "${lacking[@]}" || return 1; fi
  JAVA_HOME=$(find_jdk 17)
  export JAVA_HOME PATH="$JAVA_HOME/bin:$PATH:/usr/sbin:/sbin"
}

install() {
  local name packages=() sudo=()
  if ! command -v apt-get >/dev/null; then
    echo "setup: this is not Debian or Ubuntu; please install: $(for name in "$@"; do describe "$name"; done | paste -sd, | sed 's/,/, /g')" >&2
    return 1
  fi
  if [ "$(id -u)" != 0 ]; then
    if ! command -v sudo >/dev/null; then
      echo "setup: missing: $*. As root: apt-get install $(for name in "$@"; do packages_of "$name"; done | tr '\n' ' ')" >&2
      return 1
    fi
    sudo=(sudo)
  fi
  echo "setup: installing what is missing: $*" >&2
  "${sudo[@]}" apt-get -qq update >&2 || echo "setup: the package lists could not all be brought up to date" >&2
  for name in "$@"; do
    # shellcheck disable=SC2207  # package names have no blanks
    packages+=($(packages_of "$name"))
  done
  "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0 install -y \
    --no-install-recommends "${packages[@]}" >/dev/null || return 1
  for name in "$@"; do
    "has_$name" || { echo "setup: $name is still missing after the installation of: $(packages_of "$name")" >&2; return 1; }
  done
}

# What to look for where there is no apt-get.
describe() {
  case $1 in
    jdk) echo "a JDK, 17 or newer, with jlink" ;;
    maven) echo "Maven 3.8.6 or newer" ;;
    qemu) echo "qemu-system-x86_64" ;;
    qemu-img) echo "qemu-img and qemu-io" ;;
    libvirt) echo "libvirt's client library and libvirtd with its QEMU driver" ;;
    busybox) echo "a statically linked busybox" ;;
    e2fsprogs) echo "e2fsprogs (mke2fs, debugfs)" ;;
    iasl) echo "iasl, ACPI's compiler" ;;
    python-yaml) echo "Python 3 with its modules yaml and requests" ;;
    redis) echo "redis-server and redis-cli" ;;
    gcc) echo "gcc with the C library's and Linux's headers" ;;
    *) echo "$1" ;;
  esac
}

# find_jdk N : prints the home of a JDK of at least that version, of the lowest such version; JAVA_HOME comes first.
find_jdk() {
  local home version best='' best_version=999
  for home in ${JAVA_HOME:+"$JAVA_HOME"} ${HV_JDK25:+"$HV_JDK25"} /usr/lib/jvm/*; do
    if [ ! -x "$home/bin/javac" ] || [ ! -x "$home/bin/jlink" ] || [ -L "$home" ]; then continue; fi
    version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$home/release")
    if [ "$version" -ge "$1" ] && [ "$home" = "${JAVA_HOME:-}" ]; then echo "$home"; return; fi
    if [ "$version" -ge "$1" ] && [ "$version" -lt "$best_version" ]; then best=$home best_version=$version; fi
  done
  [ -n "$best" ] && echo "$best"
}

has_library() { local found; for found in /usr/lib/*/"$1" /usr/lib64/"$1" /usr/lib/"$1"; do [ ! -e "$found" ] || return 0; done; return 1; }
sbin() { command -v "$1" || echo "/usr/sbin/$1"; }
first_offered() {
  local package
  for package in "$@"; do
    if apt-cache policy "$package" 2>/dev/null | grep -q 'Candidate: [^(]'; then echo "$package"; return; fi
  done
  echo "$1"
}
