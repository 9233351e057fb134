package io.hv.kvm.virtio;

import java.util.ArrayList;
import java.util.List;

/** A way in which a driver may use a queue. */
record RingKind(boolean packed, boolean indirect, boolean eventIndex, int size) {

    long features() {
        return Driver.features(packed, indirect, eventIndex);
    }

    @Override
    public String toString() {
        return (packed ? "packed" : "split")
                + (indirect ? ", indirect" : ", direct")
                + (eventIndex ? ", event index, " : ", flags, ")
                + size;
    }

    /** All ways, in sizes that are powers of two and, where that is allowed, others. */
    static List<RingKind> all() {
        List<RingKind> kinds = new ArrayList<>();
        for (int features = 0; features < 8; features++) {
            boolean packed = (features & 1) != 0;
            for (int size : packed ? new int[] {1, 2, 3, 7, 8, 256} : new int[] {1, 2, 8, 256}) {
                kinds.add(new RingKind(packed, (features & 2) != 0, (features & 4) != 0, size));
            }
        }
        return kinds;
    }
}
