package io.hv.kvm.boot;

/**
 * The descriptor table of a fresh machine: code at selector 0x10 and data at 0x18, both flat, as the Linux boot protocol
 * asks (Documentation/arch/x86/boot.rst, 64-bit boot protocol).
 */
final class Gdt {

    static final Segment CODE_32 = new Segment(0x10, 0, 0xffffffff, 0xc09b);
    static final Segment CODE_64 = new Segment(0x10, 0, 0xffffffff, 0xa09b);
    static final Segment DATA = new Segment(0x18, 0, 0xffffffff, 0xc093);

    /** Offset of the last byte: four descriptors, the first two empty. */
    static final int LIMIT = 4 * Long.BYTES - 1;

    private static final long ADDRESS = 0x500;

    private Gdt() {}

    /** Writes it; returns its address. */
    static long place(GuestLayout layout, Segment code) {
        layout.claim("GDT", ADDRESS, LIMIT + 1);
        layout.memory().putLong(ADDRESS, 0);
        layout.memory().putLong(ADDRESS + Long.BYTES, 0);
        layout.memory().putLong(ADDRESS + code.selector(), code.descriptor());
        layout.memory().putLong(ADDRESS + DATA.selector(), DATA.descriptor());
        return ADDRESS;
    }
}
