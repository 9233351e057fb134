package io.hv.bench;

import io.hv.Host;
import io.hv.bench.DiskHammer.Allocation;
import io.hv.guests.SmallGuest;
import io.hv.guests.SmallGuests;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Requests of a virtio-blk, beside QEMU on the same {@code /dev/kvm}: the same small guest reads 4 KiB at random from the
 * same raw file in the host's page cache, always with so many requests under way. The guest marks the beginning and the end
 * of a turn on its serial port; making the machine and the guest's own warm-up are not measured. Exits and what is allocated
 * are counted in runs of their own.
 */
final class DiskBench {

    /** What the guest says when it begins. */
    static final char BEGIN = '<';

    /** What it says when it has ended. */
    static final char END = '>';

    /** hv's requests a second are to be at least nine tenths of QEMU's: its time for one at most ten ninths, in percent. */
    private static final double LIMIT = 100 / 0.9;

    private static final int BLOCK = 4096;
    private static final int BLOCKS = 4096;
    private static final int WARM_UP = 60_000;
    private static final int COUNTED = 20_000;

    private final Setting setting;
    private final DiskHammer hv;
    private final QemuHammer qemu;
    private final List<String> lines = new ArrayList<>(List.of(Comparison.header("QEMU")));
    private final Map<String, Object> json = new LinkedHashMap<>();
    private final List<Criterion> criteria = new ArrayList<>();

    private DiskBench(Setting setting, DiskHammer hv, QemuHammer qemu) {
        this.setting = setting;
        this.hv = hv;
        this.qemu = qemu;
    }

    static Section measure(Setting setting) {
        byte[] content = new byte[BLOCK * BLOCKS];
        new Random(setting.options().seed).nextBytes(content);
        Path disk = setting.file("disk.raw", content);
        try (Host host = Host.open("kvm:///")) {
            DiskBench bench = new DiskBench(setting, new DiskHammer(host, disk), new QemuHammer(setting, disk));
            bench.depth(1, 2_000);
            bench.depth(32, 8_000);
            return new Section("reads of 4 KiB from a disk, beside QEMU", bench.lines, bench.json, bench.criteria);
        }
    }

    private static SmallGuest guest(int depth, long count) {
        return SmallGuests.virtioHammer()
                .with("depth", depth)
                .with("count", count)
                .with("bytes", BLOCK)
                .with("blocks", BLOCKS);
    }

    private void depth(int depth, int count) {
        String label = "depth " + depth;
        SmallGuest guest = guest(depth, count);
        // So that C2 has compiled what a turn runs through.
        long unused = hv.nanos(guest(depth, WARM_UP)) + qemu.nanos(guest);
        Comparison comparison = Comparison.of(
                Pairs.take(setting.options().pairs, setting.options().seed, () -> new long[] {hv.nanos(guest)}, () ->
                        new long[] {qemu.nanos(guest)}),
                count);
        lines.add(comparison.row(label));
        json.put(label, comparison.json());
        criteria.add(new Criterion(
                "disk, " + label + ": time to QEMU's, 95 % bound",
                100 * comparison.ratioInterval().high(),
                LIMIT,
                "%"));
        exits(label, depth);
        allocation(label, depth);
    }

    private void exits(String label, int depth) {
        SmallGuest once = guest(depth, COUNTED);
        SmallGuest twice = guest(depth, 2 * COUNTED);
        double java = perRequest(hv.exits(twice) - hv.exits(once));
        long some = qemu.exits(once);
        if (some == 0) {
            lines.add(label + ": this QEMU does not trace its exits, so that they are not compared");
            return;
        }
        double peer = perRequest(qemu.exits(twice) - some);
        lines.add(String.format(Locale.ROOT, "%s: %.2f exits a request, QEMU %.2f", label, java, peer));
        json.put(label + ", exits", Map.of("java", java, "qemu", peer, "requests", COUNTED));
        criteria.add(new Criterion("disk, " + label + ": exits of 100 requests", 100 * java, 100 * peer, ""));
    }

    /** In whole hundredths: what firmware does differs by a few exits from one start to the next. */
    private static double perRequest(long exits) {
        return Math.max(0, Math.round(100.0 * exits / COUNTED)) / 100.0;
    }

    private void allocation(String label, int depth) {
        Allocation allocation = hv.allocation(guest(depth, 4 * COUNTED).with("warmup", COUNTED));
        lines.add(String.format(
                Locale.ROOT,
                "%s: %d bytes allocated by I/O threads in %d requests",
                label,
                allocation.bytes(),
                allocation.requests()));
        json.put(label + ", allocation", Map.of("bytes", allocation.bytes(), "requests", allocation.requests()));
        criteria.add(new Criterion("disk, " + label + ": allocated", allocation.bytes(), 0, "bytes"));
    }
}
