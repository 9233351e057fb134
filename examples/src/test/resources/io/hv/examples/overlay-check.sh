#!/bin/sh
# Prints what is seen in the lower layer of an overlay, and in the whole, when a file was written through it.
mkdir /tmp/layers
mount -t tmpfs none /tmp/layers
cd /tmp/layers || exit 1
mkdir lower upper work whole
echo old >lower/file
mount -t overlay none -o lowerdir=lower,upperdir=upper,workdir=work whole || exit 1
echo new >whole/file
echo "$(cat lower/file) $(cat whole/file)"
umount whole
cd /
umount /tmp/layers
