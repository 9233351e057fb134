package io.hv.bench;

import io.hv.guests.SmallGuest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The same small guest under hv and under QEMU on the same {@code /dev/kvm}. It marks the beginning and the end of a turn on
 * its serial port; making the machine and the guest's own warm-up are not measured. Exits are counted in runs of their own.
 */
final class BesideQemu {

    /** What the guest says when it begins. */
    static final char BEGIN = '<';

    /** What it says when it has ended. */
    static final char END = '>';

    /** hv's units a second are to be at least nine tenths of QEMU's: its time for one at most ten ninths, in percent. */
    private static final double LIMIT = 100 / 0.9;

    private static final int ROUNDS = 15;

    private final Setting setting;
    private final String device;
    private final String unit;
    private final HvHammer hv;
    private final QemuHammer qemu;
    private final List<String> lines = new ArrayList<>(List.of(Comparison.header("QEMU")));
    private final Map<String, Object> json = new LinkedHashMap<>();
    private final List<Criterion> criteria = new ArrayList<>();

    /**
     * Nothing measured yet.
     *
     * @param device that is driven
     * @param unit of what it does
     */
    BesideQemu(Setting setting, String device, String unit, HvHammer hv, QemuHammer qemu) {
        this.setting = setting;
        this.device = device;
        this.unit = unit;
        this.hv = hv;
        this.qemu = qemu;
    }

    /**
     * Both take their turns.
     *
     * @param label of the row
     * @param warmUp a guest whose turn lets C2 compile what a turn runs through
     * @param guest with a count of units
     */
    void times(String label, SmallGuest warmUp, SmallGuest guest) {
        long unused = hv.nanos(warmUp) + qemu.nanos(guest);
        Comparison comparison = Comparison.of(
                Pairs.take(setting.options().pairs, setting.options().seed, () -> new long[] {hv.nanos(guest)}, () ->
                        new long[] {qemu.nanos(guest)}),
                guest.value("count"));
        lines.add(comparison.row(label));
        json.put(label, comparison.json());
        criteria.add(new Criterion(
                device + ", " + label + ": time to QEMU's, 95 % bound",
                100 * comparison.ratioInterval().high(),
                LIMIT,
                "%"));
    }

    /** The difference of two turns, of which one has {@code count} units more, is those units', whatever a start costs. */
    void exits(String label, SmallGuest guest, int count) {
        SmallGuest once = guest.with("count", count);
        SmallGuest twice = guest.with("count", 2L * count);
        double java = each(hv.exits(twice) - hv.exits(once), count);
        long some = qemu.exits(once);
        if (some == 0) {
            lines.add(label + ": this QEMU does not trace its exits, so that they are not compared");
            return;
        }
        double peer = each(qemu.exits(twice) - some, count);
        lines.add(String.format(Locale.ROOT, "%s: %.2f exits a %s, QEMU %.2f", label, java, unit, peer));
        json.put(label + ", exits", Map.of("java", java, "qemu", peer, unit + "s", count));
        criteria.add(new Criterion(device + ", " + label + ": exits of 100 " + unit + "s", 100 * java, 100 * peer, ""));
    }

    /**
     * The same where it hangs on chance how often a guest sleeps before it is answered: medians of several runs, in turns.
     *
     * @param judged whether hv's median is to be at most QEMU's
     */
    void exitsOfSleeper(String label, SmallGuest guest, boolean judged) {
        SmallGuest least = guest.with("count", 1);
        long ownStart = hv.exits(least);
        long peerStart = qemu.exits(least);
        if (peerStart == 0) {
            lines.add(label + ": this QEMU does not trace its exits, so that they are not compared");
            return;
        }
        Pairs pairs = Pairs.take(ROUNDS, setting.options().seed, () -> new long[] {hv.exits(guest) - ownStart}, () ->
                new long[] {qemu.exits(guest) - peerStart});
        int count = (int) guest.value("count");
        double[] java =
                pairs.java().stream().mapToDouble(turn -> each(turn[0], count)).toArray();
        double[] peer =
                pairs.c().stream().mapToDouble(turn -> each(turn[0], count)).toArray();
        double own = Statistics.median(java);
        double other = Statistics.median(peer);
        lines.add(String.format(
                Locale.ROOT, "%s: %.2f exits a %s, QEMU %.2f, medians of %d", label, own, unit, other, ROUNDS));
        json.put(label + ", exits", Map.of("java", java, "qemu", peer, unit + "s", count));
        if (judged) {
            criteria.add(
                    new Criterion(device + ", " + label + ": exits of 100 " + unit + "s", 100 * own, 100 * other, ""));
        }
    }

    /** In whole hundredths: what firmware does differs by a few exits from one start to the next. */
    private static double each(long exits, int count) {
        return Math.max(0, Math.round(100.0 * exits / count)) / 100.0;
    }

    /** What hv's I/O threads have allocated is to be nothing. */
    void allocated(String label, IoAllocation allocation) {
        lines.add(String.format(
                Locale.ROOT,
                "%s: %d bytes allocated by I/O threads in %d %ss",
                label,
                allocation.bytes(),
                allocation.requests(),
                unit));
        json.put(label + ", allocation", allocation.json());
        criteria.add(new Criterion(device + ", " + label + ": allocated", allocation.bytes(), 0, "bytes"));
    }

    Section section(String title) {
        return new Section(title, lines, json, criteria);
    }
}
