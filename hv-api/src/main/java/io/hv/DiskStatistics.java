package io.hv;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a disk has done since its domain was started, as the host counts it: the guest's requests that have ended, well or
 * not. A reset does not begin anew, a start does. Numbers only grow while the domain is active; those of one answer belong to
 * about the same moment. What a host does not count is empty. Immutable; each method that sets something returns a new value.
 */
public final class DiskStatistics {

    private final long reads;
    private final long readBytes;
    private final long writes;
    private final long writtenBytes;
    private final OptionalLong flushes;
    private final OptionalLong discards;
    private final OptionalLong discardedBytes;
    private final Optional<Duration> busy;

    private DiskStatistics(
            long reads,
            long readBytes,
            long writes,
            long writtenBytes,
            OptionalLong flushes,
            OptionalLong discards,
            OptionalLong discardedBytes,
            Optional<Duration> busy) {
        this.reads = reads;
        this.readBytes = readBytes;
        this.writes = writes;
        this.writtenBytes = writtenBytes;
        this.flushes = flushes;
        this.discards = discards;
        this.discardedBytes = discardedBytes;
        this.busy = busy;
    }

    /** What every host counts: requests and bytes, read and written. */
    public static DiskStatistics of(long reads, long readBytes, long writes, long writtenBytes) {
        return new DiskStatistics(
                reads,
                readBytes,
                writes,
                writtenBytes,
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.empty());
    }

    /** With the number of flushes. */
    public DiskStatistics flushes(long requests) {
        return new DiskStatistics(
                reads, readBytes, writes, writtenBytes, OptionalLong.of(requests), discards, discardedBytes, busy);
    }

    /** With the discards: requests, and the bytes that they were about. */
    public DiskStatistics discards(long requests, long bytes) {
        return new DiskStatistics(
                reads,
                readBytes,
                writes,
                writtenBytes,
                flushes,
                OptionalLong.of(requests),
                OptionalLong.of(bytes),
                busy);
    }

    /** With the time that requests took. */
    public DiskStatistics busy(Duration time) {
        return new DiskStatistics(
                reads, readBytes, writes, writtenBytes, flushes, discards, discardedBytes, Optional.of(time));
    }

    /** Requests to read. */
    public long reads() {
        return reads;
    }

    /** Bytes that were read. */
    public long readBytes() {
        return readBytes;
    }

    /** Requests to write. */
    public long writes() {
        return writes;
    }

    /** Bytes that were written. */
    public long writtenBytes() {
        return writtenBytes;
    }

    /** Requests to put on stable storage what was written. */
    public OptionalLong flushes() {
        return flushes;
    }

    /** Requests to discard blocks. */
    public OptionalLong discards() {
        return discards;
    }

    /** Bytes that were discarded. */
    public OptionalLong discardedBytes() {
        return discardedBytes;
    }

    /** The time that requests took, added up; requests at one time count each for itself. */
    public Optional<Duration> busy() {
        return busy;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DiskStatistics that
                && reads == that.reads
                && readBytes == that.readBytes
                && writes == that.writes
                && writtenBytes == that.writtenBytes
                && flushes.equals(that.flushes)
                && discards.equals(that.discards)
                && discardedBytes.equals(that.discardedBytes)
                && busy.equals(that.busy);
    }

    @Override
    public int hashCode() {
        return Objects.hash(reads, readBytes, writes, writtenBytes, flushes, discards, discardedBytes, busy);
    }

    @Override
    public String toString() {
        return reads + " reads of " + readBytes + " bytes, " + writes + " writes of " + writtenBytes + " bytes"
                + (flushes.isPresent() ? ", " + flushes.getAsLong() + " flushes" : "")
                + (discards.isPresent()
                        ? ", " + discards.getAsLong() + " discards of " + discardedBytes.orElse(0) + " bytes"
                        : "")
                + busy.map(time -> ", busy " + time).orElse("");
    }
}
