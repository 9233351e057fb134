package io.hv.kvm.boot;

/**
 * A segment register with its hidden part.
 *
 * @param selector 16 bits
 * @param base linear address of its first byte
 * @param limit offset of its last byte, already scaled by the granularity
 * @param access the second word of a descriptor's high half, as in the Intel SDM, volume 3, 3.4.5: bits 3:0 type, 4 S, 6:5
 *     DPL, 7 present, 12 AVL, 13 L, 14 D/B, 15 G
 */
public record Segment(int selector, long base, int limit, int access) {

    /** The type: bits 3:0. */
    public int type() {
        return access & 15;
    }

    /** Code or data, not a system segment. */
    public boolean codeOrData() {
        return (access & 0x10) != 0;
    }

    /** The privilege level, 0 to 3. */
    public int dpl() {
        return access >> 5 & 3;
    }

    /** Present. */
    public boolean present() {
        return (access & 0x80) != 0;
    }

    /** 64-bit code. */
    public boolean longMode() {
        return (access & 0x2000) != 0;
    }

    /** Default operand size of 32 bits. */
    public boolean big() {
        return (access & 0x4000) != 0;
    }

    /** The limit counts pages of 4 KiB. */
    public boolean pages() {
        return (access & 0x8000) != 0;
    }

    /** The eight bytes that stand for it in a descriptor table. */
    long descriptor() {
        long scaled = pages() ? Integer.toUnsignedLong(limit) >>> 12 : Integer.toUnsignedLong(limit);
        return (scaled & 0xffff)
                | (base & 0xffffff) << 16
                | (access & 0xffL) << 40
                | (scaled >>> 16 & 15) << 48
                | (access & 0xf000L) << 40
                | (base >>> 24 & 0xff) << 56;
    }
}
