package io.hv.kvm.virtio.block;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** What a disk has done since its machine was made. Safe for any thread. */
public final class BlockCounters {

    private final Map<Kind, Tally> tallies = new EnumMap<>(Kind.class);
    private final LongAdder errors = new LongAdder();

    private static final class Tally {

        private final LongAdder requests = new LongAdder();
        private final LongAdder bytes = new LongAdder();
        private final LongAdder nanos = new LongAdder();
    }

    /** What a request wants. */
    public enum Kind {
        READ,
        WRITE,
        FLUSH,
        DISCARD,
        ZERO
    }

    BlockCounters() {
        for (Kind kind : Kind.values()) {
            tallies.put(kind, new Tally());
        }
    }

    private Tally of(Kind kind) {
        return Objects.requireNonNull(tallies.get(kind));
    }

    void done(Kind kind, long size, long took) {
        Tally tally = of(kind);
        tally.requests.increment();
        tally.bytes.add(size);
        tally.nanos.add(took);
    }

    void error() {
        errors.increment();
    }

    /** How many requests of a kind were done. */
    public long requests(Kind kind) {
        return of(kind).requests.sum();
    }

    /** How many bytes they were about. */
    public long bytes(Kind kind) {
        return of(kind).bytes.sum();
    }

    /** How long they took, each from its taking to its answer, in nanoseconds. */
    public long nanos(Kind kind) {
        return of(kind).nanos.sum();
    }

    /** How many were answered by an error. */
    public long errors() {
        return errors.sum();
    }
}
