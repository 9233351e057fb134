package io.hv.kvm.vcpu;

import io.hv.kvm.ioctl.RunArea;
import io.hv.nativeaccess.NativeException;
import io.hv.nativeaccess.ThreadSignal;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Gets a vCPU's thread out of KVM_RUN, or keeps it from entering, wherever it happens to be. Two things work together:
 * {@code immediate_exit}, which is set after the request and ends the next run, and a signal without any other effect, which
 * is sent after that and ends a run under way. The flag is cleared only where the request is looked at next, that is after
 * KVM_RUN has returned EINTR and before a request is acknowledged, with a full fence behind, so that one of the two sides
 * always sees the other; the way from one exit to the next KVM_RUN is a single load. A signal that comes late, when the
 * request has been looked at already, costs a run that returns at once.
 */
final class Kick {

    private final RunArea run;
    private volatile boolean requested;
    /** Null before the thread has begun, and after it has ended: its number may be another thread's then. */
    private @Nullable ThreadSignal signal;

    Kick(RunArea run) {
        this.run = run;
    }

    /** On the vCPU's thread, first of all. */
    void adopt() {
        ThreadSignal own = ThreadSignal.here();
        synchronized (this) {
            signal = own;
        }
    }

    /** On the vCPU's thread, last of all. */
    synchronized void retire() {
        signal = null;
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
    void clear() {
        run.immediateExit(false);
        VarHandle.fullFence();
    }
}
