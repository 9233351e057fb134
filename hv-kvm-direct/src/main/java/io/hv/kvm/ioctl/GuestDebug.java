package io.hv.kvm.ioctl;

import java.util.List;

/**
 * Which debug events of a vCPU leave the guest (struct kvm_guest_debug). The guest's own debug registers are not touched;
 * it does not see these.
 *
 * @param control the sum of constants of this class; 0 switches it all off
 * @param addresses what DR0 to DR3 are to be, at most 4
 * @param dr7 what DR7 is to be (AMD64 Architecture Programmer's Manual, volume 2, 13.1.1.4)
 */
public record GuestDebug(int control, List<Long> addresses, long dr7) {

    /** Needed for all others. */
    public static final int ENABLE = 0x1;

    /** After each instruction. */
    public static final int SINGLE_STEP = 0x2;

    /** At each INT3. */
    public static final int SOFTWARE = 0x1_0000;

    /** By {@link #addresses} and {@link #dr7}. */
    public static final int HARDWARE = 0x2_0000;

    /** Hands the debug exception that was last told of to the guest, once. */
    public static final int INJECT_DEBUG = 0x4_0000;

    /** Hands a breakpoint exception to the guest, once. */
    public static final int INJECT_BREAKPOINT = 0x8_0000;

    /** Lets no interrupt in; only where {@link Capability#SET_GUEST_DEBUG2} names it. */
    public static final int BLOCK_INTERRUPTS = 0x10_0000;

    /** How many addresses the processor compares. */
    public static final int REGISTERS = 4;

    /** Nothing leaves the guest. */
    public static final GuestDebug OFF = new GuestDebug(0, List.of(), 0);

    /** Copies the list. */
    public GuestDebug {
        addresses = List.copyOf(addresses);
        if (addresses.size() > REGISTERS) {
            throw new IllegalArgumentException("more than " + REGISTERS + " addresses: " + addresses.size());
        }
    }
}
