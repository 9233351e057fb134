package io.hv.kvm.loop;

import io.hv.kvm.bus.Clock;
import io.hv.kvm.bus.Device;
import io.hv.kvm.bus.EventLoop;
import io.hv.kvm.bus.GuestFaults;
import io.hv.kvm.bus.Uninterrupted;
import io.hv.nativeaccess.Epoll;
import io.hv.nativeaccess.EventFd;
import io.hv.nativeaccess.Fd;
import io.hv.nativeaccess.TimerFd;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The event loop of a machine, on epoll. Each callback runs under its device's monitor; one that throws is reported and
 * the loop goes on. Methods are safe for any thread.
 *
 * <p>{@link #park()} stops it between two callbacks, for a pause or a snapshot; what becomes ready meanwhile waits. It
 * begins parked, and its thread starts with the first {@link #unpark()}.
 */
public final class VmLoop implements EventLoop, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(VmLoop.class);
    private static final int RESULTS = 64;
    private static final long WAKE = 0;
    private static final long TIMER = 1;
    private static final long FIRST_WATCH = 2;
    /** No deadline is known to be set in the kernel. */
    private static final long UNKNOWN = -1;

    private final Clock clock;
    private final GuestFaults faults;
    private final Consumer<? super Throwable> failed;
    private final Thread thread;
    private final Epoll epoll;
    private final EventFd wake;
    private final TimerFd timerFd;
    private final TimerQueue timers = new TimerQueue();
    private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final Map<Long, FdWatch> watches = new ConcurrentHashMap<>();
    private final AtomicLong tokens = new AtomicLong(FIRST_WATCH);
    /** Held while callbacks run. Fair, so that who wants to park gets it before the next round. */
    private final Semaphore turn = new Semaphore(0, true);

    private boolean parked = true;
    private boolean started;
    private volatile boolean closed;
    private long armedFor = UNKNOWN;

    /**
     * A parked loop.
     *
     * @param name its thread's name, {@code hv/DOMAIN/loop}
     * @param clock what timers go by
     * @param faults hears of callbacks that throw
     * @param failed hears, last of all and on its thread, of a failure of the loop itself: no timer fires any more
     * @throws io.hv.nativeaccess.NativeException if the process has no descriptor left
     */
    public VmLoop(String name, Clock clock, GuestFaults faults, Consumer<? super Throwable> failed) {
        this.clock = clock;
        this.faults = faults;
        this.failed = failed;
        Deque<AutoCloseable> opened = new ArrayDeque<>();
        try {
            this.epoll = new Epoll(RESULTS);
            opened.push(epoll);
            this.wake = new EventFd();
            opened.push(wake);
            this.timerFd = new TimerFd();
            opened.push(timerFd);
            epoll.add(wake.fd(), Epoll.IN, WAKE);
            epoll.add(timerFd.fd(), Epoll.IN, TIMER);
            this.thread = new Thread(this::run, name);
            thread.setDaemon(true);
        } catch (RuntimeException | Error e) {
            closeAll(opened, e);
            throw e;
        }
    }

    private static void closeAll(Deque<AutoCloseable> opened, Throwable cause) {
        for (AutoCloseable each : opened) {
            try {
                each.close();
            } catch (Exception e) {
                cause.addSuppressed(e);
            }
        }
    }

    @Override
    public Timer timer(Device device, Runnable callback) {
        return new LoopTimer(timers, device, callback, this::wakeUp);
    }

    @Override
    public void execute(Device device, Runnable task) {
        tasks.add(() -> enter(device, task));
        wakeUp();
    }

    /**
     * Calls back whenever a descriptor is ready, until the watch is closed. Close the watch before the descriptor.
     *
     * @param events {@link Epoll#IN}, {@link Epoll#OUT}
     * @param device whose monitor is held while {@code onReady} runs
     */
    public FdWatch watch(Fd fd, int events, Device device, Runnable onReady) {
        long token = tokens.getAndIncrement();
        FdWatch watch = new FdWatch(fd, device, onReady, closing -> {
            watches.remove(token);
            epoll.remove(closing);
        });
        watches.put(token, watch);
        try {
            epoll.add(fd, events, token);
        } catch (RuntimeException e) {
            watches.remove(token);
            throw e;
        }
        return watch;
    }

    /**
     * Waits for the callback that is running, and holds the next ones back until {@link #unpark()}. Idempotent.
     *
     * @throws IllegalStateException if a callback calls it, which would wait for itself
     */
    public synchronized void park() {
        if (Thread.currentThread() == thread) {
            throw new IllegalStateException("a callback cannot park its own loop");
        }
        if (!parked) {
            turn.acquireUninterruptibly();
            parked = true;
        }
    }

    /** Goes on. The clock may have been set meanwhile. Idempotent. */
    public synchronized void unpark() {
        if (!parked) {
            return;
        }
        if (!started) {
            thread.start();
            started = true;
        }
        parked = false;
        turn.release();
        wakeUp();
    }

    private void wakeUp() {
        if (Thread.currentThread() != thread) {
            wake.signal();
        }
    }

    private void run() {
        try {
            while (!closed) {
                armTimer();
                int ready = epoll.await(tasks.isEmpty() ? -1 : 0);
                turn.acquireUninterruptibly();
                try {
                    round(ready);
                } finally {
                    turn.release();
                }
            }
        } catch (RuntimeException | Error e) {
            LOG.error("{} failed", thread.getName(), e);
            failed.accept(e);
        }
    }

    private void round(int ready) {
        for (int i = 0; i < ready && !closed; i++) {
            long token = epoll.token(i);
            if (token == WAKE) {
                wake.drain();
                armedFor = UNKNOWN;
            } else if (token == TIMER) {
                timerFd.disarm();
                armedFor = UNKNOWN;
            } else {
                FdWatch watch = watches.get(token);
                if (watch != null) {
                    enter(watch.device(), watch::ready);
                }
            }
        }
        // What a callback asks for comes in the next round: none can keep the others waiting.
        for (int left = tasks.size(); left > 0 && !closed; left--) {
            Runnable task = tasks.poll();
            if (task != null) {
                task.run();
            }
        }
        long now = clock.nanos();
        long round = timers.nextOrder();
        for (LoopTimer due = timers.pollDue(now, round); due != null && !closed; due = timers.pollDue(now, round)) {
            enter(due.device(), due::fire);
        }
    }

    private void armTimer() {
        long next = timers.nextDeadline();
        if (next != armedFor) {
            if (next == TimerQueue.NEVER) {
                timerFd.disarm();
            } else {
                timerFd.arm(next - clock.nanos());
            }
            armedFor = next;
        }
    }

    private void enter(Device device, Runnable callback) {
        try {
            synchronized (device) {
                callback.run();
            }
        } catch (RuntimeException | Error e) {
            faults.report(device, e);
        }
    }

    /** Ends the thread after the callback that is running, waits for it, and closes what the loop has. Idempotent. */
    @Override
    public void close() {
        if (Thread.currentThread() == thread) {
            throw new IllegalStateException("a callback cannot close its own loop");
        }
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            wake.signal();
            if (started) {
                unpark();
            }
        }
        Uninterrupted.join(thread);
        epoll.close();
        timerFd.close();
        wake.close();
    }
}
