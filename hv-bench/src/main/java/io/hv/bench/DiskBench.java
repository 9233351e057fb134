package io.hv.bench;

import io.hv.DiskSource;
import io.hv.DiskSpec;
import io.hv.Host;
import io.hv.HostPath;
import io.hv.guests.SmallGuest;
import io.hv.guests.SmallGuests;
import java.nio.file.Path;
import java.util.Random;

/**
 * Requests of a virtio-blk, beside QEMU: the same small guest reads 4 KiB at random from the same raw file in the host's page
 * cache, always with so many requests under way.
 */
final class DiskBench {

    private static final int BLOCK = 4096;
    private static final int BLOCKS = 4096;
    private static final int WARM_UP = 60_000;
    private static final int COUNTED = 20_000;

    private DiskBench() {}

    static Section measure(Setting setting) {
        byte[] content = new byte[BLOCK * BLOCKS];
        new Random(setting.options().seed).nextBytes(content);
        Path disk = setting.file("disk.raw", content);
        try (Host host = Host.open("kvm:///")) {
            HvHammer hv =
                    new HvHammer(host, "hammer", spec -> spec.disk(DiskSpec.of(DiskSource.file(HostPath.of(disk)))));
            QemuHammer qemu = new QemuHammer(setting, "-device virtio-blk-device,drive=disk", QemuProcess.drive(disk));
            BesideQemu bench = new BesideQemu(setting, "disk", "request", hv, qemu);
            depth(bench, hv, 1, 2_000);
            depth(bench, hv, 32, 8_000);
            return bench.section("reads of 4 KiB from a disk, beside QEMU");
        }
    }

    private static void depth(BesideQemu bench, HvHammer hv, int depth, int count) {
        String label = "depth " + depth;
        SmallGuest guest = SmallGuests.virtioHammer()
                .with("depth", depth)
                .with("count", count)
                .with("bytes", BLOCK)
                .with("blocks", BLOCKS);
        bench.times(label, guest.with("count", WARM_UP), guest);
        bench.exits(label, guest, COUNTED);
        SmallGuest longer = guest.with("count", 4L * COUNTED).with("warmup", COUNTED);
        bench.allocated(
                label,
                hv.allocation(longer, domain -> domain.disk("vda").statistics().reads()));
    }
}
