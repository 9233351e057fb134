package io.hv.shell.image;

import io.hv.image.Extent;
import io.hv.image.Image;
import java.util.Iterator;
import java.util.Optional;

/** Finds where two disks of one size are stored otherwise: as bytes, as zeros, or not at all. */
final class Allocation {

    private Allocation() {}

    static Optional<Long> firstDifference(Image one, Image other) {
        Iterator<Extent> left = one.map().iterator();
        Iterator<Extent> right = other.map().iterator();
        if (!left.hasNext() || !right.hasNext()) {
            return Optional.empty();
        }
        Extent a = left.next();
        Extent b = right.next();
        while (isAlike(a, b)) {
            long end = Math.min(a.end(), b.end());
            if (end == one.capacity()) {
                return Optional.empty();
            }
            a = a.end() == end ? left.next() : a;
            b = b.end() == end ? right.next() : b;
        }
        return Optional.of(Math.max(a.offset(), b.offset()));
    }

    private static boolean isAlike(Extent a, Extent b) {
        return a.kind().readsAsZeros() == b.kind().readsAsZeros()
                && (a.kind() == Extent.Kind.ABSENT) == (b.kind() == Extent.Kind.ABSENT);
    }
}
