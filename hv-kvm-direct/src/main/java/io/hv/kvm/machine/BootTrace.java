package io.hv.kvm.machine;

import io.hv.kvm.bus.ByteSink;
import io.hv.kvm.trace.BootPhase;
import io.hv.kvm.trace.Trace;
import org.jspecify.annotations.Nullable;

/** Tells Flight Recorder of a machine's way to its guest's first words, if it records that when the machine is made. */
final class BootTrace {

    private final String domain;
    private final boolean recorded;
    private @Nullable BootPhase untilRun;
    private @Nullable BootPhase untilOutput;

    /** The machine is switched on. */
    BootTrace(String domain) {
        this.domain = domain;
        this.recorded = Trace.bootPhases();
        this.untilRun = recorded ? BootPhase.now(domain, BootPhase.FIRST_RUN) : null;
    }

    /** Something is put into RAM. */
    void load(Runnable loading) {
        if (!Trace.bootPhases()) {
            loading.run();
            return;
        }
        BootPhase phase = BootPhase.now(domain, BootPhase.LOAD);
        loading.run();
        phase.over();
    }

    /** The guest is let run. */
    synchronized void runs() {
        BootPhase phase = untilRun;
        if (phase != null) {
            phase.over();
            untilRun = null;
            untilOutput = BootPhase.now(domain, BootPhase.FIRST_OUTPUT);
        }
    }

    /** A sink that hears the first byte. */
    ByteSink listening(ByteSink to) {
        if (!recorded) {
            return to;
        }
        return octet -> {
            spoken();
            to.accept(octet);
        };
    }

    private synchronized void spoken() {
        BootPhase phase = untilOutput;
        if (phase != null) {
            phase.over();
            untilOutput = null;
        }
    }
}
