package io.hv.shell;

import io.hv.Disk;
import io.hv.DiskStatistics;
import io.hv.Domain;
import io.hv.DomainState;
import io.hv.Feature;
import io.hv.InvalidStateException;
import io.hv.kvm.DeviceStatistics;
import io.hv.kvm.KvmDomain;
import io.hv.kvm.QueueStatistics;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A line of {@code hv top}: what something has done since its domain was started; {@link #NONE} where that is not counted.
 *
 * @param domain whose
 * @param state the domain's
 * @param what a disk, a queue, a reason of exits; a dash for the domain itself
 * @param count requests, or exits
 * @param read bytes that the guest has read, or of room that it gave
 * @param written bytes that the guest has written
 * @param notified how often the guest called
 * @param interrupts how often it was interrupted
 */
record TopLine(
        String domain, String state, String what, long count, long read, long written, long notified, long interrupts) {

    static final long NONE = -1;

    /** All that is to be told of a domain; at least one line. */
    static List<TopLine> of(Domain domain) {
        DomainState state = domain.state();
        List<TopLine> lines = new ArrayList<>();
        if (state.isActive() && domain.supports(Feature.DISK_STATISTICS).isSupported()) {
            domain.disks().forEach(disk -> addDisk(lines, domain, state, disk));
        }
        if (domain.host().backend().equals("kvm")) {
            addMonitor(lines, domain, state);
        }
        if (lines.isEmpty()) {
            lines.add(line(domain, state, "-", NONE, NONE, NONE));
        }
        return lines;
    }

    private static void addDisk(List<TopLine> lines, Domain domain, DomainState state, Disk disk) {
        try {
            DiskStatistics done = disk.statistics();
            long requests = done.reads()
                    + done.writes()
                    + done.flushes().orElse(0)
                    + done.discards().orElse(0);
            lines.add(line(domain, state, disk.target(), requests, done.readBytes(), done.writtenBytes()));
        } catch (InvalidStateException e) {
            // It has ended since its state was asked for, and nothing can be told of its disks any more.
        }
    }

    private static void addMonitor(List<TopLine> lines, Domain domain, DomainState state) {
        KvmDomain monitor = domain.as(KvmDomain.class);
        monitor.exits()
                .forEach((reason, count) -> lines.add(line(domain, state, "exits " + reason, count, NONE, NONE)));
        for (DeviceStatistics device : monitor.devices()) {
            for (QueueStatistics queue : device.queues()) {
                lines.add(new TopLine(
                        domain.name(),
                        word(state),
                        device.name() + " queue " + queue.index(),
                        queue.requests(),
                        queue.bytesForDriver(),
                        queue.bytesFromDriver(),
                        queue.notifications(),
                        queue.interrupts()));
            }
        }
    }

    private static TopLine line(Domain domain, DomainState state, String what, long count, long read, long written) {
        return new TopLine(domain.name(), word(state), what, count, read, written, NONE, NONE);
    }

    private static String word(DomainState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    /** What it is about; the same line has the same a moment later. */
    String key() {
        return domain + "/" + what;
    }

    /** The same when it had done nothing. */
    TopLine nothing() {
        return new TopLine(domain, state, what, 0, 0, 0, 0, 0);
    }

    /** How much more it was than before, each second; what went down was begun anew. */
    TopLine since(TopLine before, double seconds) {
        return new TopLine(
                domain,
                state,
                what,
                rate(before.count, count, seconds),
                rate(before.read, read, seconds),
                rate(before.written, written, seconds),
                rate(before.notified, notified, seconds),
                rate(before.interrupts, interrupts, seconds));
    }

    private static long rate(long before, long now, double seconds) {
        return now == NONE ? NONE : Math.round((now < before ? now : now - before) / seconds);
    }
}
