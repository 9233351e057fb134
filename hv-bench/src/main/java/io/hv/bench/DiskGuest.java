package io.hv.bench;

import io.hv.testkit.guest.Initramfs;
import io.hv.testkit.guest.StockKernel;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A stock Linux with two disks: one with fio on it, which is only read, and one that fio works on, 4 KiB at a time, at
 * random and past the guest's page cache. A mark goes to the serial port before and after each job.
 */
final class DiskGuest {

    static final List<String> JOBS = List.of("randread 1", "randread 16", "randwrite 1", "randwrite 16");

    static final int MEMORY_MIB = 256;

    /** No probing for what neither machine has. */
    static final String COMMAND_LINE = "console=ttyS0 quiet reboot=k panic=1 8250.nr_uarts=1 i8042.noaux i8042.nomux "
            + "i8042.nopnp i8042.dumbkbd cryptomgr.notests tsc=reliable no_timer_check mitigations=off";

    private static final int REQUESTS = 4000;
    private static final long SECTORS = 131_072;
    private static final int SECTOR = 512;

    private static final String INIT = """
            #!/bin/sh
            /bin/busybox --install -s /bin
            mount -t proc proc /proc
            mount -t sysfs sys /sys
            mount -t devtmpfs dev /dev
            exec >/dev/ttyS0 2>&1
            while read -r module; do insmod "/modules/$module"; done </modules/order
            root=vda disk=vdb
            if [ "$(cat /sys/block/vda/size)" = SECTORS ]; then root=vdb disk=vda; fi
            mount -t ext4 -o ro,noload /dev/$root /root
            mount -t tmpfs tmp /root/tmp
            mount -o bind /dev /root/dev
            mount -o bind /proc /root/proc
            mount -o bind /sys /root/sys
            job() {
              chroot /root /bin/fio --name=job --filename=/dev/$disk --rw=$1 --iodepth=$2 --number_ios=$3 --bs=4k --direct=1 \
                --ioengine=libaio --norandommap --invalidate=0 --terse-version=3 --minimal >/tmp/fio 2>&1
            }
            done_to() { awk '{ print $1 + $5 }' /sys/block/$disk/stat; }
            job randread 4 64
            for each in JOBS; do
              what=${each%-*} depth=${each#*-}
              before=$(done_to)
              printf '\\034'
              job $what $depth REQUESTS
              status=$?
              printf '\\034'
              iops=$(awk -F';' -v what=$what 'NF > 50 { printf "%d", what == "randread" ? $8 : $49 }' /tmp/fio)
              echo "job $what $depth: status $status requests $(($(done_to) - before)) iops ${iops:-0}"
              [ $status = 0 ] || cat /tmp/fio
            done
            poweroff -f
            """;

    final Path kernel;
    final Path initrd;

    /** With {@code bin/fio}. */
    final Path root;

    final Path disk;

    /** The guest of the property {@code hv.test.kernel}, and of the root disk beside it. */
    DiskGuest(Setting setting) {
        kernel = Path.of(System.getProperty("hv.test.kernel", ""));
        root = kernel.resolveSibling("root.ext4");
        if (!Files.isReadable(root)) {
            throw new IllegalStateException(
                    "there is no root.ext4 beside the kernel '" + kernel + "'; the lab has both");
        }
        Path modules = StockKernel.at(kernel.resolveSibling("")).modules();
        Initramfs.Builder builder = Initramfs.builder().busybox(Path.of("/bin/busybox"));
        List.of("/dev", "/proc", "/sys", "/root", "/tmp").forEach(builder::directory);
        List.of("virtio_pci", "virtio_mmio", "virtio_blk").forEach(module -> builder.module(module, modules));
        initrd = setting.file("initrd", builder.init(init()).build().bytes());
        disk = setting.folder().resolve("disk.raw");
        try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "rw")) {
            file.setLength(SECTORS * SECTOR);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String init() {
        return INIT.replace("SECTORS", Long.toString(SECTORS))
                .replace("REQUESTS", Integer.toString(REQUESTS))
                .replace(
                        "JOBS",
                        String.join(
                                " ",
                                JOBS.stream().map(job -> job.replace(' ', '-')).toList()));
    }
}
