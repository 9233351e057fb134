package io.hv;

import java.time.Duration;
import java.util.Objects;

/** What a machine has used in its present run. Immutable. */
public final class DomainStatistics {

    private final Duration cpuTime;
    private final ByteSize memory;

    private DomainStatistics(Duration cpuTime, ByteSize memory) {
        this.cpuTime = cpuTime;
        this.memory = memory;
    }

    /** Statistics that say this. */
    public static DomainStatistics of(Duration cpuTime, ByteSize memory) {
        return new DomainStatistics(Objects.requireNonNull(cpuTime), Objects.requireNonNull(memory));
    }

    /**
     * How long the host's processors have worked for it: its vCPUs, and on some hosts also what serves its devices. It does
     * not shrink while the machine is active, and begins anew with each run, also with that of a clone or of what was
     * restored.
     */
    public Duration cpuTime() {
        return cpuTime;
    }

    /** The RAM that the guest has now: all of {@link DomainSpec#memory()}, but for what a balloon has taken from it. */
    public ByteSize memory() {
        return memory;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DomainStatistics that && cpuTime.equals(that.cpuTime) && memory.equals(that.memory);
    }

    @Override
    public int hashCode() {
        return Objects.hash(cpuTime, memory);
    }

    @Override
    public String toString() {
        return cpuTime + " of processor time, " + memory;
    }
}
