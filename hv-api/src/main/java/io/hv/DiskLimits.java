package io.hv;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How much a disk may do in a second, reads and writes together. Requests beyond that wait; they do not fail. Immutable;
 * each method that sets something returns a new value, and {@link DomainSpec.Builder#build()} checks it.
 */
public final class DiskLimits {

    private static final DiskLimits NONE = new DiskLimits(Optional.empty(), OptionalLong.empty());

    private final Optional<ByteSize> bytes;
    private final OptionalLong operations;

    private DiskLimits(Optional<ByteSize> bytes, OptionalLong operations) {
        this.bytes = bytes;
        this.operations = operations;
    }

    /** As much as the host can do. */
    public static DiskLimits none() {
        return NONE;
    }

    /** At most so many bytes in a second, 1 or more. */
    public DiskLimits bytesPerSecond(ByteSize most) {
        return new DiskLimits(Optional.of(most), operations);
    }

    /** At most so many requests in a second, 1 or more. */
    public DiskLimits operationsPerSecond(long most) {
        return new DiskLimits(bytes, OptionalLong.of(most));
    }

    /** The most bytes in a second, if there is such a limit. */
    public Optional<ByteSize> bytesPerSecond() {
        return bytes;
    }

    /** The most requests in a second, if there is such a limit. */
    public OptionalLong operationsPerSecond() {
        return operations;
    }

    /** Whether there is no limit. */
    public boolean isNone() {
        return bytes.isEmpty() && operations.isEmpty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DiskLimits that && bytes.equals(that.bytes) && operations.equals(that.operations);
    }

    @Override
    public int hashCode() {
        return Objects.hash(bytes, operations);
    }

    @Override
    public String toString() {
        if (isNone()) {
            return "no limit";
        }
        String both = bytes.isPresent() && operations.isPresent() ? ", " : "";
        return bytes.map(most -> most + "/s").orElse("")
                + both
                + (operations.isPresent() ? operations.getAsLong() + " requests/s" : "");
    }
}
