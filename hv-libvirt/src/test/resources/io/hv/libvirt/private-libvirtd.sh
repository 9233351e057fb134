# Runs a libvirtd of its own, as process 1 of a PID namespace and in a mount namespace of its own: for what it starts,
# /etc, /run and /var are folders of the test's. Ends, and with it everything in the namespace, when standard input ends.
#   $1  an empty folder; the socket is $1/run/libvirt/libvirt-sock
set -eu
folder=$1
mkdir -p "$folder"/etc/libvirt "$folder"/run/libvirt "$folder"/var/{tmp,lock,lib/libvirt,cache/libvirt,log/libvirt}
for name in passwd group hosts nsswitch.conf ld.so.cache alternatives; do
  [ ! -e "/etc/$name" ] || cp -a "/etc/$name" "$folder/etc/"
done
# libvirtd looks its default user up before it reads which one it is to take.
echo libvirt-qemu:x:64055:64055::/nonexistent:/bin/false >>"$folder/etc/passwd"
echo libvirt-qemu:x:64055: >>"$folder/etc/group"
cat >"$folder/etc/libvirt/qemu.conf" <<'END'
user="root"
group="root"
security_driver="none"
dynamic_ownership=0
remember_owner=0
namespaces=[]
END
cat >"$folder/etc/libvirt/libvirtd.conf" <<END
auth_unix_rw="none"
unix_sock_rw_perms="0700"
host_uuid="$(cat /proc/sys/kernel/random/uuid)"
END
for name in etc run var; do mount --bind "$folder/$name" "/$name"; done
PATH=$PATH:/usr/sbin:/sbin
# The write end of standard input is the test's alone, so they must not be kept from ending by a copy of the read end.
virtlogd </dev/null >"$folder/virtlogd.log" 2>&1 &
# One that was killed is started again when somebody writes to a pipe.
mkfifo "$folder/again"
run_libvirtd() {
  local rc=0
  libvirtd </dev/null >>"$folder/libvirtd.log" 2>&1 || rc=$?
  if [ "$rc" -gt 128 ]; then
    read -r _ <"$folder/again"
    run_libvirtd
  fi
}
run_libvirtd </dev/null &
# Bash reaps what is handed to process 1, which libvirt waits for: QEMU detaches itself.
read -r _ || true
