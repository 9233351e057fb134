package io.hv.kvm.vcpu;

import io.hv.kvm.ioctl.Exit;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Map;
import java.util.TreeMap;

/** How often a vCPU has left the guest, by reason. One thread counts; any thread may look. */
public final class ExitCounters {

    private static final VarHandle COUNT = MethodHandles.arrayElementVarHandle(long[].class);

    private final long[] counts = new long[Exit.COUNT];

    ExitCounters() {}

    void count(int reason) {
        int index = Math.min(reason & Integer.MAX_VALUE, counts.length - 1);
        COUNT.setOpaque(counts, index, counts[index] + 1);
    }

    /** How often for this reason, one of the constants of {@link Exit}. */
    public long of(int reason) {
        return (long) COUNT.getOpaque(counts, reason);
    }

    /** How often in all. */
    public long total() {
        long total = 0;
        for (int i = 0; i < counts.length; i++) {
            total += of(i);
        }
        return total;
    }

    /** The reasons that have occurred, by name. */
    public Map<String, Long> byName() {
        Map<String, Long> named = new TreeMap<>();
        for (int i = 0; i < counts.length; i++) {
            if (of(i) != 0) {
                named.put(Exit.name(i), of(i));
            }
        }
        return named;
    }
}
