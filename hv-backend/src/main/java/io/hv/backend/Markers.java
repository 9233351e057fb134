package io.hv.backend;

import java.util.BitSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.Collectors;

/**
 * Which values a guest has written to its marker port since {@link #clear()}, and who waits for which. Safe for any thread;
 * a mark takes no lock and makes nothing where nobody waits, because it is made by a vCPU.
 */
final class Markers {

    private static final int VALUES = 256;

    private record Waiter(int value, Runnable found) {}

    private final AtomicIntegerArray seen = new AtomicIntegerArray(VALUES);
    private final CopyOnWriteArrayList<Waiter> waiters = new CopyOnWriteArrayList<>();

    void clear() {
        for (int value = 0; value < VALUES; value++) {
            seen.set(value, 0);
        }
    }

    void mark(int value) {
        int index = value & 0xff;
        seen.set(index, 1);
        if (!waiters.isEmpty()) {
            tell(index);
        }
    }

    private void tell(int value) {
        for (Waiter waiter : waiters) {
            if (waiter.value == value) {
                waiter.found.run();
            }
        }
    }

    /**
     * Calls {@code found} as soon as the value has been seen, perhaps now, perhaps more than once; it must not wait.
     *
     * @return ends the wait
     */
    Runnable whenever(int value, Runnable found) {
        Waiter waiter = new Waiter(value, found);
        // First among the waiters, then a look: a mark between the two finds it.
        waiters.add(waiter);
        if (seen.get(value) != 0) {
            found.run();
        }
        return () -> waiters.remove(waiter);
    }

    /** Those that were seen, for people. */
    @Override
    public String toString() {
        BitSet all = new BitSet(VALUES);
        for (int value = 0; value < VALUES; value++) {
            all.set(value, seen.get(value) != 0);
        }
        return all.isEmpty()
                ? "no marks"
                : "the marks "
                        + all.stream()
                                .mapToObj(value -> "0x" + Integer.toHexString(value))
                                .collect(Collectors.joining(", "));
    }
}
