package io.hv.kvm.vcpu;

import io.hv.nativeaccess.ThreadSchedule;
import java.util.Collection;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which of the host's processors a vCPU's thread may use, and its nice value: what it is given before it starts it takes before
 * it first enters the guest, and what comes later at once. A vCPU whose thread cannot take what it was given stops. Safe for
 * any thread.
 */
public final class VcpuSchedule {

    private @Nullable ThreadSchedule thread;
    /** Empty for those that the thread begins with. */
    private Set<Integer> processors = Set.of();

    private OptionalInt nice = OptionalInt.empty();
    /** What the thread began with. */
    private int usual;

    VcpuSchedule() {}

    /** On the vCPU's thread, before it first enters the guest. */
    synchronized void adopt() {
        ThreadSchedule own = ThreadSchedule.here();
        if (!processors.isEmpty()) {
            own.processors(processors);
        }
        usual = own.nice();
        nice.ifPresent(own::nice);
        thread = own;
    }

    /** On the vCPU's thread, last of all. */
    synchronized void retire() {
        thread = null;
    }

    /** Whether the thread is there, and has what was set. */
    public synchronized boolean isTaken() {
        return thread != null;
    }

    /**
     * Sets the processors.
     *
     * @param wanted at least one
     * @throws io.hv.nativeaccess.NativeException if some of them are not this process's; then they are as before
     */
    public synchronized void processors(Collection<Integer> wanted) {
        if (thread != null) {
            thread.processors(wanted);
        }
        processors = Set.copyOf(wanted);
    }

    /** What was set; empty where nothing was. */
    public synchronized Set<Integer> processors() {
        return processors;
    }

    /**
     * Sets the nice value.
     *
     * @param value -20 to 19
     * @return puts back what was before; that may be refused likewise
     * @throws io.hv.nativeaccess.NativeException if this process may not; then it is as before
     */
    public synchronized Runnable nice(int value) {
        OptionalInt set = nice;
        OptionalInt had = OptionalInt.empty();
        if (thread != null) {
            had = OptionalInt.of(thread.nice());
            thread.nice(value);
        }
        nice = OptionalInt.of(value);
        OptionalInt before = had;
        return () -> putBack(set, before);
    }

    private synchronized void putBack(OptionalInt set, OptionalInt had) {
        nice = set;
        if (thread != null) {
            thread.nice(had.orElse(set.orElse(usual)));
        }
    }

    /** What the kernel says of the thread; where that is not there, what was set, or 0. */
    public synchronized int presentNice() {
        return thread == null ? nice.orElse(0) : thread.nice();
    }

    /** What was set; empty where nothing was. */
    public synchronized OptionalInt nice() {
        return nice;
    }
}
