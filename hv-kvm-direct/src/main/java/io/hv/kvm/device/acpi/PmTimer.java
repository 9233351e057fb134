package io.hv.kvm.device.acpi;

/**
 * The arithmetic of the power management timer (ACPI 6.5, 4.8.3.3): it counts 3.579545 MHz and is 24 or 32 bits wide.
 *
 * @param bits 24 or 32
 */
record PmTimer(int bits) {

    static final long HZ = 3_579_545;

    private static final long NANOS_PER_SECOND = 1_000_000_000;

    PmTimer {
        if (bits != 24 && bits != 32) {
            throw new IllegalArgumentException("a PM timer of " + bits + " bits; there are 24 and 32");
        }
    }

    /** What the guest reads. */
    int value(long nanos) {
        return (int) (ticks(nanos) & ((1L << bits) - 1));
    }

    /** Counts how often the highest bit has changed since the clock's zero. */
    long turns(long nanos) {
        return ticks(nanos) >> (bits - 1);
    }

    /** The time at which the highest bit has changed this often; the clock's end if that is beyond it. */
    long turnNanos(long turns) {
        long ticks = turns << (bits - 1);
        if (ticks / HZ >= Long.MAX_VALUE / NANOS_PER_SECOND) {
            return Long.MAX_VALUE;
        }
        // Rounded up: at the time returned, the change has happened.
        long rest = ticks % HZ * NANOS_PER_SECOND;
        return ticks / HZ * NANOS_PER_SECOND + (rest + HZ - 1) / HZ;
    }

    /** In two parts, since the product would leave 64 bits after 43 minutes. */
    private static long ticks(long nanos) {
        return nanos / NANOS_PER_SECOND * HZ + nanos % NANOS_PER_SECOND * HZ / NANOS_PER_SECOND;
    }
}
