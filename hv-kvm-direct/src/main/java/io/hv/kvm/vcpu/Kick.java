package io.hv.kvm.vcpu;

import io.hv.kvm.ioctl.RunArea;
import io.hv.nativeaccess.NativeException;
import io.hv.nativeaccess.ThreadSignal;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Gets a vCPU's thread out of KVM_RUN, or keeps it from entering, wherever it happens to be. Two things work together: a
 * signal that only KVM_RUN lets through, which ends a run under way or the next one, and {@code immediate_exit}, which is
 * set after the request. It is cleared only where the request is looked at next, that is after KVM_RUN has returned EINTR
 * and before a request is acknowledged, with a full fence behind, so that one of the two sides always sees the other; the
 * way from one exit to the next KVM_RUN is a single load.
 */
final class Kick {

    /** SIGRTMIN+8: the JVM does not use it. */
    private static final int SIGNAL = 42;

    private final RunArea run;
    private volatile boolean requested;
    /** Null before the thread has blocked the signal, and after it has ended: its number may be another thread's then. */
    private @Nullable ThreadSignal signal;

    Kick(RunArea run) {
        this.run = run;
    }

    /**
     * On the vCPU's thread, first of all.
     *
     * @return the signals that KVM_RUN is to keep blocked
     */
    long adopt() {
        ThreadSignal blocked = ThreadSignal.blockHere(SIGNAL);
        synchronized (this) {
            signal = blocked;
        }
        return blocked.openMask();
    }

    /**
     * On the vCPU's thread, last of all. What was sent and not yet taken is thrown away: when a Java thread ends, the JVM
     * gives it back the signal mask it began with, and a signal that is still waiting would then end the process.
     */
    void retire() {
        ThreadSignal own;
        synchronized (this) {
            own = signal;
            signal = null;
        }
        if (own != null) {
            own.drain();
        }
    }

    /** From any thread: {@link #pending()} will be asked before the guest goes on for long. */
    synchronized void send() {
        if (requested) {
            // Whoever set it has sent a signal, and the thread has yet to look. Signals do not pile up.
            return;
        }
        requested = true;
        if (signal != null) {
            run.immediateExit(true);
            VarHandle.fullFence();
            try {
                signal.send();
            } catch (NativeException e) {
                // The user may have too many signals waiting (EAGAIN); the next kick tries again.
                requested = false;
                throw e;
            }
        }
    }

    /** On the vCPU's thread, right before KVM_RUN: whether somebody wants something. */
    boolean pending() {
        return requested;
    }

    /** On the vCPU's thread: what was wanted up to now is looked at after this. */
    void acknowledge() {
        clear();
        requested = false;
    }

    /** On the vCPU's thread, after KVM_RUN has returned EINTR, and before {@link #pending()}. */
    void drain() {
        clear();
        ThreadSignal own = signal;
        if (own != null) {
            own.drain();
        }
    }

    private void clear() {
        run.immediateExit(false);
        VarHandle.fullFence();
    }
}
