package io.hv.kvm.boot;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.kvm.memory.GuestMemory;

/** What holds for every plan, whatever file it was made of. */
final class Plans {

    private Plans() {}

    /** All is in RAM, nothing overlaps, and the entry is in what was placed. */
    static void check(BootPlan plan, GuestMemory memory, String what) {
        Placement last = null;
        for (Placement p : plan.placements()) {
            assertTrue(memory.contains(p.address(), p.length()), what + ": " + p);
            assertTrue(last == null || last.end() <= p.address(), what + ": " + last + " and " + p);
            last = p;
        }
        long entry = plan.entry().cs().base() + plan.entry().rip();
        assertTrue(
                plan.placements().stream().anyMatch(p -> entry >= p.address() && entry < p.end()),
                what + ": entry " + Long.toHexString(entry));
    }
}
