# Sourced by scripts of ci/full.d that measure QEMU beside hv in the nested lab. Wants ci/setup.sh.

# QEMU's command in the lab, where the folder of qemu_for_lab is /out/qemu.
# shellcheck disable=SC2034  # for those who source this
QEMU_IN_LAB='env LD_LIBRARY_PATH=/out/qemu/lib /out/qemu/qemu -L /out/qemu/share'

# qemu_for_lab FOLDER : puts QEMU there with all that it loads.
qemu_for_lab() {
  local folder file
  rm -rf "$1"
  mkdir -p "$1/lib" "$1/share"
  cp "$(command -v qemu-system-x86_64)" "$1/qemu"
  ldd "$1/qemu" | sed -n 's/.* => \(\/[^ ]*\) .*/\1/p' | xargs -I{} cp -L {} "$1/lib/"
  for folder in /usr/share/qemu /usr/share/seabios; do
    for file in bios-microvm.bin qboot.rom linuxboot_dma.bin pvh.bin kvmvapic.bin; do
      [ ! -e "$folder/$file" ] || cp -L "$folder/$file" "$1/share/"
    done
  done
}
