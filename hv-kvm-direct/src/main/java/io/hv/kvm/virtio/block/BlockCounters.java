package io.hv.kvm.virtio.block;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What a disk has done since its machine was made. Safe for any thread. Each {@link Lane} counts for itself, so that threads
 * do not meet at a counter.
 */
public final class BlockCounters {

    private static final int REQUESTS = 0;
    private static final int BYTES = 1;
    private static final int NANOS = 2;
    private static final int NUMBERS = 3;

    private final List<Tally> tallies = new CopyOnWriteArrayList<>();

    /** What a request wants. */
    public enum Kind {
        READ,
        WRITE,
        FLUSH,
        DISCARD,
        ZERO
    }

    BlockCounters() {}

    /** A part of the counts: one thread at a time adds to it, any thread reads it. */
    static final class Tally {

        private final Map<Kind, AtomicLongArray> done = new EnumMap<>(Kind.class);
        private final AtomicLongArray errors = new AtomicLongArray(1);

        private Tally() {
            for (Kind kind : Kind.values()) {
                done.put(kind, new AtomicLongArray(NUMBERS));
            }
        }

        private static void add(AtomicLongArray to, int at, long more) {
            to.setRelease(at, to.getPlain(at) + more);
        }

        private AtomicLongArray of(Kind kind) {
            return Objects.requireNonNull(done.get(kind));
        }

        void done(Kind kind, long size, long took) {
            AtomicLongArray numbers = of(kind);
            add(numbers, BYTES, size);
            add(numbers, NANOS, took);
            add(numbers, REQUESTS, 1);
        }

        void error() {
            add(errors, 0, 1);
        }
    }

    /** One more part. */
    Tally tally() {
        Tally tally = new Tally();
        tallies.add(tally);
        return tally;
    }

    private long sum(Kind kind, int number) {
        return tallies.stream().mapToLong(tally -> tally.of(kind).get(number)).sum();
    }

    /** How many requests of a kind were done. */
    public long requests(Kind kind) {
        return sum(kind, REQUESTS);
    }

    /** How many bytes they were about. */
    public long bytes(Kind kind) {
        return sum(kind, BYTES);
    }

    /** How long they took, each from its taking to its answer, in nanoseconds. */
    public long nanos(Kind kind) {
        return sum(kind, NANOS);
    }

    /** How many were answered by an error. */
    public long errors() {
        return tallies.stream().mapToLong(tally -> tally.errors.get(0)).sum();
    }
}
