package io.hv.guests;

import io.hv.guests.SmallGuest.Mode;
import java.util.List;

/**
 * Guests that try one thing each that operating systems do, in silence. They end by the debug-exit port: with
 * {@link SmallGuest#PASSED}, with {@link SmallGuest#FAILED}, or with {@link #ABSENT}; one that ends otherwise, or not at
 * all, has met something that does not work. Each call reads the bytes anew.
 */
public final class ProbeGuests {

    /** The status of a machine whose CPUID does not offer what was to be tried, so that nobody will use it. */
    public static final int ABSENT = SmallGuest.debugExitStatus(0x12);

    private ProbeGuests() {}

    /** Every probe. */
    public static List<SmallGuest> all() {
        return List.of(
                traps(),
                systemCall(),
                paging32(),
                xsave(),
                floatingPoint(),
                compareExchange16(),
                offered(),
                masked(),
                clock(),
                hypercall());
    }

    /** INT3 and INT n reach their handlers at CPL0. */
    public static SmallGuest traps() {
        return GuestFile.of("probe-traps.bin", Mode.LONG, "takes two software interrupts")
                .guest();
    }

    /** SYSCALL from CPL3 arrives at CPL0, and SYSRET goes back. */
    public static SmallGuest systemCall() {
        return GuestFile.of("probe-syscall.bin", Mode.LONG, "makes system calls from CPL3")
                .guest();
    }

    /** 32-bit paging without PAE; needs 4 MiB of RAM. */
    public static SmallGuest paging32() {
        return GuestFile.of("probe-paging32.bin", Mode.PROTECTED, "switches 32-bit paging on")
                .guest();
    }

    /** XGETBV, XSETBV, XSAVE and XRSTOR. */
    public static SmallGuest xsave() {
        return GuestFile.of("probe-xsave.bin", Mode.LONG, "saves and restores the extended state")
                .guest();
    }

    /** Arithmetic of x87 and SSE2 at CPL0. */
    public static SmallGuest floatingPoint() {
        return GuestFile.of("probe-float.bin", Mode.LONG, "adds with x87 and with SSE2")
                .guest();
    }

    /** LOCK CMPXCHG16B. */
    public static SmallGuest compareExchange16() {
        return GuestFile.of("probe-cmpxchg16.bin", Mode.LONG, "exchanges 16 bytes at once")
                .guest();
    }

    /** POPCNT, CRC32, STAC, CLAC, RDTSCP, INVPCID, ANDN at CPL0, as far as CPUID offers them. */
    public static SmallGuest offered() {
        return GuestFile.of("probe-offered.bin", Mode.LONG, "executes what CPUID offers")
                .guest();
    }

    /** CPUID hides what its machine hides of leaf 1, ECX. */
    public static SmallGuest masked() {
        return GuestFile.of("probe-masked.bin", Mode.LONG, "looks for what is hidden")
                .parameter("hidden", "bits of ECX of leaf 1 that the machine has hidden")
                .guest();
    }

    /** KVM's clock tells the time, and the time stamp counter goes on. */
    public static SmallGuest clock() {
        return GuestFile.of("probe-clock.bin", Mode.LONG, "reads KVM's clock").guest();
    }

    /** A hypercall comes back. */
    public static SmallGuest hypercall() {
        return GuestFile.of("probe-hypercall.bin", Mode.LONG, "makes a hypercall that KVM does not know")
                .guest();
    }
}
