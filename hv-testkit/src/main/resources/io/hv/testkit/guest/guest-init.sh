#!/bin/sh
# /init of the initramfs that test guests boot. The word hv.test=TASK on the kernel's command line says what to do
# (GuestTask); without one it is shell. `poweroff -f` and `reboot -f` end the guest.
/bin/busybox --install -s /bin
export PATH=/bin
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t devtmpfs dev /dev
if [ -e /modules/order ]; then
  while read -r module; do insmod "/modules/$module"; done </modules/order
fi

task=shell
console=ttyS0
for word in $(cat /proc/cmdline); do
  case $word in
    hv.test=*) task=${word#hv.test=} ;;
    console=*) console=${word#console=} ;;
  esac
done

# Powers off at the first sign of a power button. The device is open, and keeps what comes, when this returns.
heed_the_button() {
  for input in /sys/class/input/event*; do
    [ "$(cat "$input/device/name")" = "Power Button" ] || continue
    exec 4<"/dev/input/${input##*/}"
    { dd bs=24 count=1 <&4 >/dev/null 2>&1 && poweroff -f; } &
    exec 4<&-
  done
}
# The port as it is: no echo, no conversion of line endings. Setting it waits until all was sent that was written. It is
# held open from before the greeting on: the last close of a port drops what was typed meanwhile.
port=/dev/ttyS0
plain() { stty -F $port raw -echo -opost; }
say_hello() { exec 3<>$port; plain; printf 'hello from the guest\nready\n' >&3; plain; }
# The device of the virtio port of that name; there may be none.
port_called() {
  for name in /sys/class/virtio-ports/*/name; do
    [ "$(cat "$name" 2>/dev/null)" = "$1" ] || continue
    name=${name%/name}
    echo "/dev/${name##*/}"
    return
  done
}
run_the_agent() {
  # The driver is there, and asks its host which ports there are.
  until channel=$(port_called org.qemu.guest_agent.0) && [ -c "$channel" ]; do sleep 1; done
  while :; do
    qemu-ga -m virtio-serial -p "$channel" -t /tmp >/dev/null 2>&1
    sleep 1
  done
}
rest() { while :; do sleep 3600; done; }

case $task in
  shell)
    heed_the_button
    # The console that the kernel was told last; it is held open, as the port is above. A virtio one may still be on its way:
    # opening it before it is there would make a file of its name.
    tty=/dev/${console%%,*}
    until [ -c "$tty" ] && (: <>"$tty") 2>/dev/null; do sleep 1; done
    exec 5<>"$tty"
    echo "hv-guest: user space is up, $(uname -r), $(nproc) cpu" >/dev/console
    while :; do
      setsid sh -c "exec sh -i <$tty >$tty 2>&1"
    done
    ;;
  idle) rest ;;
  talk) say_hello; rest ;;
  echo) say_hello; cat <&3 >&3; rest ;;
  end) say_hello; poweroff -f; rest ;;
  heed) heed_the_button; say_hello; rest ;;
  agent) say_hello; run_the_agent; rest ;;
  crash) echo c >/proc/sysrq-trigger ;;
  *)
    echo "hv-guest: there is no task hv.test=$task" >/dev/console
    rest
    ;;
esac
