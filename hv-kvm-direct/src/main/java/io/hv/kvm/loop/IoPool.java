package io.hv.kvm.loop;

import io.hv.kvm.bus.Device;
import io.hv.kvm.bus.GuestFaults;
import io.hv.kvm.bus.StillBusyException;
import io.hv.kvm.bus.Uninterrupted;
import io.hv.kvm.bus.Workers;
import io.hv.nativeaccess.Epoll;
import io.hv.nativeaccess.EventFd;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A machine's I/O threads. All of them wait at one epoll, where each job has an eventfd that a guest's store signals too: so
 * one thread wakes for one notification, and nothing is handed from thread to thread. The counts are never read, since only
 * changes are waited for. Begins parked. A thread starts when there is something that could run, and another one whenever
 * all that have started are at work: most machines never need all, and a fork need not wait for them.
 *
 * <p>Jobs of one device never have the last thread where there are several devices: one whose requests hang leaves the
 * others theirs.
 */
public final class IoPool implements Workers, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(IoPool.class);
    private static final long CLOSE = -1;

    private final Stores stores;
    private final GuestFaults faults;
    private final Consumer<? super Throwable> failed;
    private final Epoll epoll;
    private final EventFd closing;
    private final Thread[] threads;
    private final Duration patience;

    /** By token; replaced when it changes. */
    private volatile PooledJob[] jobs = new PooledJob[0];

    // Under this object's monitor; parked is also read without.
    private volatile boolean parked = true;
    private int started;
    private boolean closed;
    private int active;
    private final List<Share> shares = new ArrayList<>();

    /** What of the threads one device's jobs have now. Under the pool's monitor. */
    private static final class Share {

        private final Device device;
        /** Those that are not over. */
        private int jobs;

        private int active;
        private boolean waiting;

        Share(Device device) {
            this.device = device;
        }
    }

    /** Lets a guest's stores signal eventfds; KVM does. */
    @FunctionalInterface
    public interface Stores {

        /** Begins, or ends. */
        void hook(EventFd event, long address, int size, OptionalLong value, boolean begin);
    }

    /**
     * A parked pool.
     *
     * @param name its threads' name, {@code hv/DOMAIN/io}
     * @param size how many threads
     * @param faults hears of jobs that throw
     * @param failed hears of a failure of a thread itself
     * @param patience how long {@link #park()} waits
     * @throws io.hv.nativeaccess.NativeException if the process has no descriptor left
     */
    public IoPool(
            String name,
            int size,
            Stores stores,
            GuestFaults faults,
            Consumer<? super Throwable> failed,
            Duration patience) {
        this.patience = patience;
        this.stores = stores;
        this.faults = faults;
        this.failed = failed;
        this.epoll = new Epoll(1);
        try {
            this.closing = new EventFd();
        } catch (RuntimeException e) {
            epoll.close();
            throw e;
        }
        try {
            // Level-triggered and never read: it wakes them all.
            epoll.add(closing.fd(), Epoll.IN, CLOSE);
        } catch (RuntimeException e) {
            closing.close();
            epoll.close();
            throw e;
        }
        this.threads = new Thread[size];
        for (int i = 0; i < size; i++) {
            threads[i] = new Thread(this::live, name + i);
            threads[i].setDaemon(true);
        }
    }

    @Override
    public synchronized Job job(Device device, Runnable work) {
        if (closed) {
            throw new IllegalStateException("the I/O threads have ended");
        }
        int place = 0;
        while (place < jobs.length && !jobs[place].over) {
            place++;
        }
        EventFd event = place < jobs.length ? jobs[place].event : watched(jobs.length);
        PooledJob job = new PooledJob(share(device), work, event);
        job.share.jobs++;
        PooledJob[] more = Arrays.copyOf(jobs, Math.max(jobs.length, place + 1));
        more[place] = job;
        jobs = more;
        startIfNeeded();
        return job;
    }

    private EventFd watched(int token) {
        EventFd event = new EventFd();
        try {
            epoll.add(event.fd(), Epoll.IN | Epoll.EDGE, token);
            return event;
        } catch (RuntimeException e) {
            event.close();
            throw e;
        }
    }

    private Share share(Device device) {
        for (Share share : shares) {
            if (share.device == device) {
                return share;
            }
        }
        Share share = new Share(device);
        shares.add(share);
        return share;
    }

    @Override
    public boolean holding() {
        return parked;
    }

    private void startIfNeeded() {
        if (started == 0 && !parked && jobs.length > 0) {
            startNext();
        }
    }

    private void startNext() {
        if (started < threads.length) {
            threads[started++].start();
        }
    }

    /**
     * Waits until nothing runs, and lets nothing begin until {@link #unpark()}. Not for a job. Idempotent.
     *
     * @throws StillBusyException if something runs for too long; nothing begins until {@link #unpark()} all the same
     */
    public synchronized void park() {
        parked = true;
        if (!Uninterrupted.await(this, () -> active == 0, patience)) {
            throw new StillBusyException(
                    shares.stream()
                            .filter(share -> share.active > 0)
                            .map(share -> share.device.name())
                            .toList(),
                    patience);
        }
    }

    /** The same, and waits as long as it takes: before an end, which must not leave a thread behind. */
    public synchronized void parkForGood() {
        parked = true;
        Uninterrupted.await(this, () -> active == 0);
    }

    /** Goes on, and has every job run once: what rang meanwhile was not kept. Idempotent. */
    public synchronized void unpark() {
        if (!parked || closed) {
            return;
        }
        parked = false;
        startIfNeeded();
        for (PooledJob job : jobs) {
            job.ring();
        }
    }

    private void live() {
        Epoll.Results results = new Epoll.Results(1);
        try {
            while (true) {
                if (epoll.await(results, -1) > 0) {
                    long token = results.token(0);
                    if (token == CLOSE) {
                        return;
                    }
                    run(jobs[(int) token]);
                }
            }
        } catch (RuntimeException | Error e) {
            LOG.error("{} failed", Thread.currentThread().getName(), e);
            failed.accept(e);
        }
    }

    private void run(PooledJob job) {
        if (!enter(job)) {
            return;
        }
        try {
            job.work.run();
        } catch (RuntimeException | StackOverflowError e) {
            faults.report(job.share.device, e);
        } finally {
            leave(job);
        }
    }

    private synchronized boolean enter(PooledJob job) {
        if (parked || closed || job.over) {
            return false;
        }
        Share share = job.share;
        int most = shares.size() > 1 ? Math.max(1, threads.length - 1) : threads.length;
        if (share.active >= most) {
            job.waiting = true;
            share.waiting = true;
            return false;
        }
        share.active++;
        active++;
        if (active == started) {
            startNext();
        }
        return true;
    }

    private synchronized void leave(PooledJob left) {
        Share share = left.share;
        share.active--;
        if (share.waiting) {
            share.waiting = false;
            for (PooledJob job : jobs) {
                if (job.share == share && job.waiting) {
                    job.waiting = false;
                    job.ring();
                }
            }
        }
        forgetIfUnused(share);
        if (--active == 0) {
            notifyAll();
        }
    }

    /** A device that has no job any more, and none under way, is none of several. */
    private void forgetIfUnused(Share share) {
        if (share.jobs == 0 && share.active == 0) {
            shares.remove(share);
        }
    }

    /** Ends the threads after what they are doing, waits for them, and closes all jobs. Not for a job. Idempotent. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            parked = true;
            closing.signal();
        }
        for (Thread thread : threads) {
            Uninterrupted.join(thread);
        }
        for (PooledJob job : jobs) {
            job.close();
            job.event.close();
        }
        epoll.close();
        closing.close();
    }

    /**
     * A job. Its eventfd outlives it, and is the next one's in its place: who rings late for one that is over rings for that
     * one, which finds nothing to do.
     */
    private final class PooledJob implements Job {

        private final Share share;
        private final Runnable work;
        private final EventFd event;
        private final List<StoreHook> hooks = new ArrayList<>();
        // Under the pool's monitor.
        private boolean over;
        /** It was rung for while its device had its share. */
        private boolean waiting;

        PooledJob(Share share, Runnable work, EventFd event) {
            this.share = share;
            this.work = work;
            this.event = event;
        }

        @Override
        public void ring() {
            event.signal();
        }

        @Override
        public Hook onStore(long address, int size, OptionalLong value) {
            StoreHook hook = new StoreHook(this, address, size, value);
            stores.hook(event, address, size, value, true);
            synchronized (hooks) {
                hooks.add(hook);
            }
            return hook;
        }

        @Override
        public void close() {
            List<StoreHook> left;
            synchronized (hooks) {
                left = List.copyOf(hooks);
            }
            left.forEach(StoreHook::close);
            synchronized (IoPool.this) {
                if (!over) {
                    over = true;
                    share.jobs--;
                    forgetIfUnused(share);
                }
            }
        }
    }

    private final class StoreHook implements Hook {

        private final PooledJob job;
        private final long address;
        private final int size;
        private final OptionalLong value;

        StoreHook(PooledJob job, long address, int size, OptionalLong value) {
            this.job = job;
            this.address = address;
            this.size = size;
            this.value = value;
        }

        @Override
        public void close() {
            boolean first;
            synchronized (job.hooks) {
                first = job.hooks.remove(this);
            }
            if (first) {
                stores.hook(job.event, address, size, value, false);
            }
        }
    }
}
