package io.hv.kvm.probe;

import io.hv.guests.ProbeGuests;
import io.hv.guests.SmallGuest;

/** One thing that a guest may do, and the guest that tries it. In the order in which they are tried. */
public enum Probe {
    /** INT3 and INT n at CPL0. */
    TRAPS("traps", "software interrupts in a kernel (int3, int n)", true),

    /** SYSCALL from CPL3, and SYSRET. */
    SYSTEM_CALL("syscall", "system calls (SYSCALL from CPL3, SYSRET)", true),

    /** Paging without PAE. */
    PAGING_32("paging-32", "32-bit paging", true),

    /** The extended state. */
    XSAVE("xsave", "the extended processor state (XSAVE, XRSTOR, XGETBV)", true),

    /** Arithmetic of x87 and SSE at CPL0. */
    FLOATING_POINT("float", "x87 and SSE arithmetic in a kernel", true),

    /** CMPXCHG16B. */
    COMPARE_EXCHANGE_16("cmpxchg16b", "atomic operations on 16 bytes", true),

    /** Instructions that CPUID offers. */
    OFFERED("offered-instructions", "the instructions that CPUID offers to a kernel (POPCNT, STAC, RDTSCP, ...)", true),

    /** CPUID's answers are those that were decided. */
    CPUID_MASK("cpuid-mask", "features of the processor hidden from a guest", false),

    /** KVM's clock. */
    CLOCK("clock", "KVM's clock, and a time stamp counter that goes on", false),

    /** Hypercalls return. Last, for where they do not, the probe waits in vain. */
    HYPERCALL("hypercall", "hypercalls", false);

    private final String id;
    private final String meaning;
    private final boolean stock;

    Probe(String id, String meaning, boolean stock) {
        this.id = id;
        this.meaning = meaning;
        this.stock = stock;
    }

    /** A short, stable name. */
    public String id() {
        return id;
    }

    /** What guests can do where it works. */
    public String meaning() {
        return meaning;
    }

    /** Whether operating systems as they are shipped cannot do without it. */
    public boolean stock() {
        return stock;
    }

    SmallGuest guest() {
        return switch (this) {
            case TRAPS -> ProbeGuests.traps();
            case SYSTEM_CALL -> ProbeGuests.systemCall();
            case PAGING_32 -> ProbeGuests.paging32();
            case XSAVE -> ProbeGuests.xsave();
            case FLOATING_POINT -> ProbeGuests.floatingPoint();
            case COMPARE_EXCHANGE_16 -> ProbeGuests.compareExchange16();
            case OFFERED -> ProbeGuests.offered();
            case CPUID_MASK -> ProbeGuests.masked();
            case CLOCK -> ProbeGuests.clock();
            case HYPERCALL -> ProbeGuests.hypercall();
        };
    }
}
