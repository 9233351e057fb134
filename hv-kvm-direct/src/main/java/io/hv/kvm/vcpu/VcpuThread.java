package io.hv.kvm.vcpu;

import io.hv.kvm.bus.IoBus;
import io.hv.kvm.bus.Uninterrupted;
import io.hv.kvm.ioctl.Exit;
import io.hv.kvm.ioctl.KvmVcpu;
import io.hv.kvm.ioctl.RunArea;
import io.hv.kvm.trace.Trace;
import io.hv.kvm.trace.VcpuExit;
import io.hv.nativeaccess.Errno;
import io.hv.nativeaccess.NativeException;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a vCPU on a thread of its own, which starts when the vCPU is first let run.
 *
 * <pre>{@code
 *            resume            close
 *   PAUSED ---------> RUNNING -------> FINISHED
 *     ^  <-----------    |                ^
 *     |  pause, or stops by itself        |
 *     +-----------------------------------+ close
 * }</pre>
 *
 * <p>A paused vCPU has finished its last exit, so its registers can be read, saved and set: {@link #call} does that. All
 * methods are safe for any thread; those that wait must not be called from the vCPU's own, that is by a device or a listener.
 */
public final class VcpuThread implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(VcpuThread.class);

    private final KvmVcpu vcpu;
    private final VcpuListener listener;
    private final Exits exits;
    private final Kick kick;
    private final ExitCounters counters = new ExitCounters();
    private final CpuTime time = new CpuTime();
    private final VcpuSchedule schedule = new VcpuSchedule();
    private final Thread thread;

    // What is wanted and what is: under this object's monitor.
    private VcpuPhase phase = VcpuPhase.PAUSED;
    private boolean started;
    private boolean wantRun;
    private boolean wantEnd;

    /** The last exit was an access whose instruction KVM has not finished. The vCPU's thread only. */
    private boolean unfinished;

    /**
     * A paused vCPU. It is closed by who created it, after this is closed.
     *
     * @param name the thread's name, {@code hv/DOMAIN/vcpuN}
     * @param bus what it reaches
     * @param listener hears when it stops by itself
     */
    public VcpuThread(String name, KvmVcpu vcpu, IoBus bus, VcpuListener listener) {
        this.vcpu = vcpu;
        this.listener = listener;
        this.exits = new Exits(vcpu, bus);
        this.kick = new Kick(vcpu.run());
        this.thread = new Thread(this::live, name);
        thread.setDaemon(true);
    }

    /** The vCPU's number. */
    public int id() {
        return vcpu.id();
    }

    /** Where it is. */
    public synchronized VcpuPhase phase() {
        return phase;
    }

    /** Why it has left the guest, and how often. */
    public ExitCounters counters() {
        return counters;
    }

    /** How long the host's processors have worked for it, also when it is finished. */
    public Duration cpuTime() {
        return time.now();
    }

    /** When and where its thread runs. */
    public VcpuSchedule schedule() {
        return schedule;
    }

    /**
     * Lets it run. Does nothing if it does.
     *
     * @throws IllegalStateException after {@link #close()}
     */
    public synchronized void resume() {
        if (wantEnd) {
            throw new IllegalStateException(thread.getName() + " has ended");
        }
        if (!started) {
            thread.start();
            started = true;
        }
        wantRun = true;
        notifyAll();
    }

    /** Asks it to pause, without waiting: many vCPUs stop sooner when all are asked first. */
    public void requestPause() {
        synchronized (this) {
            wantRun = false;
        }
        kick.send();
    }

    /** Waits until it is paused or finished, after {@link #requestPause()}. An interrupt is kept for later. */
    public void awaitPaused() {
        if (Thread.currentThread() == thread) {
            throw new IllegalStateException(thread.getName() + " cannot wait for itself");
        }
        awaitNot(VcpuPhase.RUNNING);
    }

    /** Pauses it. Does nothing if it is paused or finished. */
    public void pause() {
        requestPause();
        awaitPaused();
    }

    /** Takes it out of the guest and lets it go on. */
    public void interrupt() {
        kick.send();
    }

    /**
     * Runs a task with the vCPU, on the caller's thread: KVM takes such calls from any, one at a time, and two switches of
     * threads would take longer than most tasks. It cannot be let run before the task is over, so the task takes no lock and
     * waits for nothing.
     *
     * @throws IllegalStateException if it is not paused
     */
    public synchronized <T> T call(Function<? super KvmVcpu, T> task) {
        if (wantRun || wantEnd || phase != VcpuPhase.PAUSED) {
            throw new IllegalStateException(thread.getName() + " is not paused");
        }
        return task.apply(vcpu);
    }

    /**
     * Runs a task without a result, as {@link #call} does.
     *
     * @throws IllegalStateException if it is not paused
     */
    public void run(Consumer<? super KvmVcpu> task) {
        boolean unused = call(each -> {
            task.accept(each);
            return true;
        });
    }

    /**
     * Ends the thread, and waits for it. Idempotent. An interrupt is kept for later.
     *
     * @throws IllegalStateException on that thread, or in a task of {@link #call}: it would wait for itself
     */
    @Override
    public void close() {
        if (Thread.currentThread() == thread || Thread.holdsLock(this)) {
            throw new IllegalStateException(thread.getName() + " cannot wait for itself");
        }
        synchronized (this) {
            wantRun = false;
            wantEnd = true;
            if (!started) {
                phase = VcpuPhase.FINISHED;
            }
            notifyAll();
        }
        kick.send();
        Uninterrupted.join(thread);
    }

    private void live() {
        try {
            kick.adopt();
            time.adopt();
            schedule.adopt();
            while (rest()) {
                VcpuStop stop = drive();
                if (stop != null) {
                    stopped(stop);
                }
            }
        } catch (RuntimeException | Error e) {
            LOG.error("{} ended", thread.getName(), e);
            stopped(exits.failure(e));
        } finally {
            try {
                kick.retire();
            } finally {
                schedule.retire();
                time.retire();
                finish();
            }
        }
    }

    /** The run loop: until somebody wants something, or the vCPU stops by itself. */
    private @Nullable VcpuStop drive() {
        try {
            VcpuStop stop = null;
            while (stop == null && !kick.pending()) {
                stop = enter();
            }
            while (stop == null && unfinished) {
                vcpu.run().immediateExit(true);
                stop = enter();
            }
            return stop;
        } catch (RuntimeException | Error e) {
            return exits.failure(e);
        }
    }

    private @Nullable VcpuStop enter() {
        int result = vcpu.enter();
        if (result == 0) {
            int reason = vcpu.run().exitReason();
            counters.count(reason);
            unfinished = reason == Exit.IO || reason == Exit.MMIO;
            return Trace.exits() ? recorded(reason) : exits.handle(reason);
        }
        if (result == -Errno.EINTR) {
            // KVM finishes the last access before it looks for signals.
            unfinished = false;
            counters.count(Exit.INTR);
            kick.clear();
            return null;
        }
        // A vCPU that was waiting for SIPI has got it, and wants to be entered again.
        return result == -Errno.EAGAIN ? null : exits.failure(new NativeException("ioctl(KVM_RUN)", -result));
    }

    private @Nullable VcpuStop recorded(int reason) {
        RunArea run = vcpu.run();
        long address = reason == Exit.IO ? run.ioPort() : reason == Exit.MMIO ? run.mmioAddress() : 0;
        VcpuExit event = VcpuExit.now(vcpu.id(), Exit.name(reason), address);
        VcpuStop stop = exits.handle(reason);
        event.over();
        return stop;
    }

    /** Waits while it is to be paused. Returns false when it is to end. */
    private synchronized boolean rest() {
        kick.acknowledge();
        while (!wantEnd && !wantRun) {
            if (phase != VcpuPhase.PAUSED) {
                phase = VcpuPhase.PAUSED;
                notifyAll();
            }
            try {
                wait();
            } catch (InterruptedException e) {
                // Nobody has this thread to interrupt it, and what is wanted is looked at again anyhow.
                LOG.warn("{} was interrupted", thread.getName());
            }
        }
        phase = wantEnd ? VcpuPhase.PAUSED : VcpuPhase.RUNNING;
        return !wantEnd;
    }

    private void stopped(VcpuStop stop) {
        synchronized (this) {
            wantRun = false;
            phase = VcpuPhase.PAUSED;
            notifyAll();
        }
        try {
            listener.stopped(this, stop);
        } catch (RuntimeException | Error e) {
            LOG.error("a listener of {} failed", thread.getName(), e);
        }
    }

    private synchronized void finish() {
        wantEnd = true;
        phase = VcpuPhase.FINISHED;
        notifyAll();
    }

    private synchronized void awaitNot(VcpuPhase unwanted) {
        boolean interrupted = false;
        while (phase == unwanted) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
