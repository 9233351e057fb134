package io.hv.kvm.virtio.balloon;

import io.hv.kvm.bus.Resettable;
import io.hv.kvm.bus.StateChecks;
import io.hv.kvm.bus.Stateful;
import io.hv.kvm.device.Request;
import io.hv.kvm.device.VirtioQueue;
import io.hv.kvm.memory.GuestMemory;
import io.hv.kvm.virtio.BrokenRule;
import io.hv.kvm.virtio.Chain;
import io.hv.kvm.virtio.Pieces;
import io.hv.kvm.virtio.Rule;
import io.hv.kvm.virtio.StandardDevice;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A memory balloon (virtio 1.2, 5.5): the guest is asked to do without some of its memory, and pages that it puts into the
 * balloon, or reports as free, go back to the host ({@link GuestMemory#release}). It may use them again at any time, and
 * finds them with any content, so VIRTIO_BALLOON_F_PAGE_POISON, by which it would count on one, is not offered.
 *
 * <p>Queues 0 and 1 are for inflation and deflation, 2 for statistics, 4 for free pages. Linux before 6.11 counts queues
 * without those that were not offered, so that its queue for free pages is 3: both are taken for it.
 */
public final class VirtioBalloon extends StandardDevice implements Resettable, Stateful<BalloonState> {

    /** Bytes of what the balloon's size is counted in, whatever the guest's pages are. */
    public static final long PAGE = 1L << PageNumbers.PAGE_SHIFT;

    private static final int DEVICE_ID = 5;
    private static final int QUEUE_SIZE = 128;
    private static final long STATISTICS = 1L << 1;
    private static final long DEFLATE_ON_OOM = 1L << 2;
    private static final long REPORTING = 1L << 5;

    private static final int INFLATE = 0;
    private static final int DEFLATE = 1;
    private static final int STATISTICS_QUEUE = 2;

    /** num_pages and actual. */
    private static final int CONFIG_SIZE = 8;

    private static final int ACTUAL = 4;

    static final long MOST = 0xffff_ffffL;

    private final GuestMemory memory;
    private final Inquiry inquiry = new Inquiry();

    // Under this object's monitor.
    private long target;
    private boolean told = true;
    private long written;
    private long actual;
    private @Nullable Driver driver;

    /**
     * A balloon without air.
     *
     * @param target how many pages of 4 KiB it is to have
     * @throws IllegalArgumentException as {@link #target(long)}
     */
    public VirtioBalloon(String name, GuestMemory memory, long target) {
        super(name, DEVICE_ID);
        this.memory = memory;
        this.target = checked(target);
    }

    @Override
    public List<Integer> queueSizes() {
        return List.of(QUEUE_SIZE, QUEUE_SIZE, QUEUE_SIZE, QUEUE_SIZE, QUEUE_SIZE);
    }

    @Override
    public long features() {
        return STATISTICS | DEFLATE_ON_OOM | REPORTING;
    }

    @Override
    public int configSize() {
        return CONFIG_SIZE;
    }

    @Override
    public synchronized int readConfig(int offset) {
        return (int) ((offset < ACTUAL ? target : written) >>> shift(offset)) & 0xff;
    }

    /** What {@code actual} is counts when its last byte was written (5.5.6). */
    @Override
    public synchronized void writeConfig(int offset, int value) {
        if (offset >= ACTUAL) {
            written = (written & ~(0xffL << shift(offset))) | (value & 0xffL) << shift(offset);
        }
        if (offset == CONFIG_SIZE - 1) {
            actual = written;
        }
    }

    private static int shift(int offset) {
        return Byte.SIZE * (offset % ACTUAL);
    }

    // ---- the host's side

    /** How many pages the balloon is to have. For any thread. */
    public synchronized long target() {
        return target;
    }

    /**
     * Says how many pages it is to have. The driver hears of it after {@link #look()}. For any thread.
     *
     * @throws IllegalArgumentException if that is not 0 to 2^32 less one
     */
    public synchronized void target(long pages) {
        target = checked(pages);
        told = false;
    }

    private static long checked(long pages) {
        StateChecks.inRange("target", pages, 0, MOST);
        return pages;
    }

    /** How many pages it has, as its driver said last. For any thread. */
    public synchronized long actual() {
        return actual;
    }

    /**
     * Asks the driver for its statistics, after {@link #look()}. For any thread.
     *
     * @return values by tag, of those that virtio 1.2 knows; cancelled when the machine ends
     * @throws IllegalStateException if the driver that there is has none
     */
    public CompletableFuture<Map<Integer, Long>> statistics() {
        Driver present = driver();
        if (present != null && (present.features() & STATISTICS) == 0) {
            throw new IllegalStateException("the guest's driver for the balloon has no statistics");
        }
        return inquiry.ask();
    }

    /** Something is wanted of the driver. For any thread; what a machine that stands still was not told, it sees when it goes on. */
    public void look() {
        Driver present = driver();
        if (present != null) {
            present.wake(INFLATE);
            present.wake(STATISTICS_QUEUE);
        }
    }

    private synchronized @Nullable Driver driver() {
        return driver;
    }

    // ---- the driver's side

    @Override
    public synchronized void start(Driver newDriver) {
        driver = newDriver;
    }

    @Override
    public void available(VirtioQueue queue) {
        announce();
        Driver present = driver();
        long features = present == null ? 0 : present.features();
        switch (queue.index()) {
            case INFLATE -> pages(queue, true);
            case DEFLATE -> pages(queue, false);
            case STATISTICS_QUEUE -> {
                if ((features & STATISTICS) != 0) {
                    statistics(queue);
                } else {
                    reports(queue, features);
                }
            }
            default -> reports(queue, features);
        }
    }

    /** Tells the driver of a new target, by a thread that runs only while the machine does. */
    private void announce() {
        Driver hears;
        synchronized (this) {
            hears = told ? null : driver;
            told |= hears != null;
        }
        if (hears != null) {
            hears.configChanged();
        }
    }

    private void pages(VirtioQueue queue, boolean inflate) {
        for (Request request = queue.take(); request != null; request = queue.take()) {
            PageNumbers pages = new PageNumbers(request.reader(), memory);
            if (inflate) {
                pages.release();
            }
            request.complete();
        }
    }

    /** A request stays in the queue until somebody asks. */
    private void statistics(VirtioQueue queue) {
        while (inquiry.isOpen()) {
            Request request = queue.take();
            if (request == null) {
                return;
            }
            inquiry.take(request);
        }
    }

    private void reports(VirtioQueue queue, long features) {
        for (Request request = queue.take(); request != null; request = queue.take()) {
            if ((features & REPORTING) == 0) {
                throw new BrokenRule(Rule.BALLOON_NO_QUEUE);
            }
            Pieces free = ((Chain) request).writable();
            for (int i = 0; i < free.count(); i++) {
                if (free.length(i) > 0) {
                    memory.release(free.address(i), free.length(i));
                }
            }
            request.complete();
        }
    }

    // ---- life

    /** What the host wants stays. */
    @Override
    public synchronized void reset() {
        driver = null;
        // The next driver reads it.
        told = true;
        written = 0;
        actual = 0;
        inquiry.restart();
    }

    @Override
    public void close() {
        inquiry.close();
    }

    @Override
    public synchronized BalloonState save() {
        return new BalloonState(target, told, written, actual);
    }

    @Override
    public synchronized void restore(BalloonState state) {
        target = state.target();
        told = state.told();
        written = state.written();
        actual = state.actual();
    }
}
