package io.hv.kvm;

import io.hv.ByteSize;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a guest says about its memory (virtio 1.2, 5.5.6.4). A guest chooses what it tells, and nobody checks it.
 *
 * @param values those that it told
 */
public record BalloonStatistics(Map<BalloonStatistics.Kind, Long> values) {

    /** One of the numbers. */
    public enum Kind {
        /** Bytes that were swapped in. */
        SWAPPED_IN(0),
        /** Bytes that were swapped out. */
        SWAPPED_OUT(1),
        /** Page faults that needed a disk. */
        MAJOR_FAULTS(2),
        /** Page faults that did not. */
        MINOR_FAULTS(3),
        /** Bytes that are used for nothing. */
        FREE(4),
        /** Bytes that there are. */
        TOTAL(5),
        /** Bytes that programs could have without swapping, by the guest's estimate. */
        AVAILABLE(6),
        /** Bytes that could be had at once, such as of files that were read. */
        CACHES(7),
        /** Huge pages that were allocated. */
        HUGE_PAGES_ALLOCATED(8),
        /** Huge pages that could not be. */
        HUGE_PAGES_FAILED(9);

        private final int tag;

        Kind(int tag) {
            this.tag = tag;
        }

        /** Its tag in virtio. */
        public int tag() {
            return tag;
        }
    }

    /** Copies the map. */
    public BalloonStatistics {
        values = Map.copyOf(values);
    }

    /** One of the numbers; empty where the guest does not tell it, or one that is more than 2^63 - 1. */
    public OptionalLong get(Kind kind) {
        Long value = values.get(kind);
        return value == null || value < 0 ? OptionalLong.empty() : OptionalLong.of(value);
    }

    private Optional<ByteSize> size(Kind kind) {
        OptionalLong bytes = get(kind);
        return bytes.isPresent() ? Optional.of(ByteSize.bytes(bytes.getAsLong())) : Optional.empty();
    }

    /** {@link Kind#FREE}. */
    public Optional<ByteSize> free() {
        return size(Kind.FREE);
    }

    /** {@link Kind#TOTAL}. */
    public Optional<ByteSize> total() {
        return size(Kind.TOTAL);
    }

    /** {@link Kind#AVAILABLE}. */
    public Optional<ByteSize> available() {
        return size(Kind.AVAILABLE);
    }
}
