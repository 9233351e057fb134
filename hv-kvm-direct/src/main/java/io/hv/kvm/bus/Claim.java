package io.hv.kvm.bus;

/**
 * A range that a device has.
 *
 * @param end the first that it does not have
 */
record Claim<D extends Device>(long start, long end, D device) {

    boolean holds(long at, int size) {
        return at >= start && at <= end - size;
    }

    boolean overlaps(Claim<?> other) {
        return start < other.end && other.start < end;
    }
}
