package io.hv.kvm.ioctl;

/**
 * A segment register with its hidden part (struct kvm_segment). Flags are 0 or 1, as in a descriptor (AMD64 Architecture
 * Programmer's Manual, volume 2, 4.7).
 *
 * @param limit the last offset, in bytes
 * @param type 4 bits
 * @param dpl 0 to 3
 */
public record Segment(
        long base,
        int limit,
        int selector,
        int type,
        int present,
        int dpl,
        int db,
        int s,
        int l,
        int g,
        int avl,
        int unusable) {

    /** Read, execute, accessed. */
    public static final int CODE = 0xb;

    /** Read, write, accessed. */
    public static final int DATA = 0x3;

    /** A real-mode segment: 64 KiB at 16 times the selector. */
    public static Segment real(int selector, int type) {
        return new Segment((long) selector << 4, 0xffff, selector, type, 1, 0, 0, 1, 0, 0, 0, 0);
    }

    /** A flat 32-bit segment of 4 GiB. */
    public static Segment flat32(int selector, int type) {
        return new Segment(0, -1, selector, type, 1, 0, 1, 1, 0, 1, 0, 0);
    }

    /** The flat code segment of 64-bit mode. */
    public static Segment code64(int selector) {
        return new Segment(0, -1, selector, CODE, 1, 0, 0, 1, 1, 1, 0, 0);
    }

    /** The same at another base. */
    public Segment withBase(long newBase) {
        return new Segment(newBase, limit, selector, type, present, dpl, db, s, l, g, avl, unusable);
    }

    /** A busy 32-bit or 64-bit task state segment. */
    public static Segment task(int selector, long base, int limit) {
        return new Segment(base, limit, selector, 0xb, 1, 0, 0, 0, 0, 0, 0, 0);
    }
}
