package io.hv.kvm.bus;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ranges in order, each with its device. A change makes a new one. */
final class Claims<D extends Device> {

    private final List<Claim<D>> sorted;
    /** Where the last search ended. Guests access one device many times in a row; a stale value only costs a search. */
    private int last;

    private Claims(List<Claim<D>> sorted) {
        this.sorted = sorted;
    }

    static <D extends Device> Claims<D> none() {
        return new Claims<>(List.of());
    }

    Claims<D> with(long start, long end, D device) {
        Claim<D> added = new Claim<>(start, end, device);
        for (Claim<D> claim : sorted) {
            if (claim.overlaps(added)) {
                throw new IllegalArgumentException(device.name() + " claims [0x" + Long.toHexString(start) + ", 0x"
                        + Long.toHexString(end) + "), where " + claim.device().name() + " is already");
            }
        }
        List<Claim<D>> all = new ArrayList<>(sorted);
        all.add(added);
        all.sort(Comparator.comparingLong(Claim::start));
        return new Claims<>(List.copyOf(all));
    }

    Claims<D> without(Device device) {
        return new Claims<>(
                sorted.stream().filter(claim -> claim.device() != device).toList());
    }

    @Nullable
    Claim<D> find(long at) {
        int size = sorted.size();
        int guess = last;
        if (guess < size) {
            Claim<D> claim = sorted.get(guess);
            if (claim.holds(at, 1)) {
                return claim;
            }
        }
        int low = 0;
        int high = size - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            Claim<D> claim = sorted.get(middle);
            if (at < claim.start()) {
                high = middle - 1;
            } else if (at >= claim.end()) {
                low = middle + 1;
            } else {
                last = middle;
                return claim;
            }
        }
        return null;
    }
}
