package io.hv.kvm.memory;

import java.util.OptionalLong;

/**
 * What a guest's linear addresses mean by its page tables (AMD64 Architecture Programmer's Manual, volume 2, chapter 5):
 * without paging, by 32-bit tables with 4 MiB pages, by PAE, by 4 and by 5 levels. It only reads RAM: tables that lie
 * elsewhere map nothing. Permissions are not looked at. As safe for threads as the memory; a value of one moment.
 */
public final class PageWalk {

    /** The smallest page: addresses inside it stay together. */
    public static final int PAGE = 4096;

    private static final long CR0_PG = 1L << 31;
    private static final long CR4_PSE = 1 << 4;
    private static final long CR4_PAE = 1 << 5;
    private static final long CR4_LA57 = 1 << 12;
    private static final long EFER_LMA = 1 << 10;

    private static final long PRESENT = 1;
    private static final long LARGE = 1 << 7;
    private static final long FRAME = 0x000f_ffff_ffff_f000L;
    private static final long LOW = 0xffff_ffffL;
    private static final int PAGE_SHIFT = 12;
    private static final int LONG_BITS = 9;
    private static final int SHORT_BITS = 10;

    private final GuestMemory memory;
    private final long cr3;
    private final Mode mode;
    private final boolean bigPages;

    private enum Mode {
        OFF,
        LEGACY,
        PAE,
        LEVELS_4,
        LEVELS_5
    }

    /** By these control registers of a vCPU. */
    public PageWalk(GuestMemory memory, long cr0, long cr3, long cr4, long efer) {
        this.memory = memory;
        this.cr3 = cr3;
        this.mode = mode(cr0, cr4, efer);
        this.bigPages = (cr4 & CR4_PSE) != 0;
    }

    private static Mode mode(long cr0, long cr4, long efer) {
        if ((cr0 & CR0_PG) == 0) {
            return Mode.OFF;
        }
        if ((efer & EFER_LMA) != 0) {
            return (cr4 & CR4_LA57) != 0 ? Mode.LEVELS_5 : Mode.LEVELS_4;
        }
        return (cr4 & CR4_PAE) != 0 ? Mode.PAE : Mode.LEGACY;
    }

    /** The physical address, which need not be RAM; empty where nothing is mapped. */
    public OptionalLong physical(long linear) {
        return switch (mode) {
            case OFF -> short32(linear) ? OptionalLong.of(linear) : OptionalLong.empty();
            case LEGACY -> short32(linear) ? legacy(linear) : OptionalLong.empty();
            case PAE -> short32(linear) ? pae(linear) : OptionalLong.empty();
            case LEVELS_4 -> canonical(linear, 48) ? levels(linear, cr3 & FRAME, 4) : OptionalLong.empty();
            case LEVELS_5 -> canonical(linear, 57) ? levels(linear, cr3 & FRAME, 5) : OptionalLong.empty();
        };
    }

    private static boolean short32(long linear) {
        return (linear & ~LOW) == 0;
    }

    private static boolean canonical(long linear, int bits) {
        long above = linear >> (bits - 1);
        return above == 0 || above == -1;
    }

    private OptionalLong levels(long linear, long root, int depth) {
        long table = root;
        for (int level = depth; level > 0; level--) {
            int shift = PAGE_SHIFT + LONG_BITS * (level - 1);
            long at = table + (((linear >>> shift) & ((1 << LONG_BITS) - 1)) << 3);
            long entry = memory.contains(at, Long.BYTES) ? memory.getLong(at) : 0;
            if ((entry & PRESENT) == 0) {
                return OptionalLong.empty();
            }
            // Only the second and the third level have large pages; level 1 uses this bit for something else.
            boolean leaf = level == 1 || (level <= 3 && (entry & LARGE) != 0);
            if (leaf) {
                long within = (1L << shift) - 1;
                return OptionalLong.of((entry & FRAME & ~within) | (linear & within));
            }
            table = entry & FRAME;
        }
        return OptionalLong.empty();
    }

    /** Three levels: four entries at the top, which cannot be pages, in 32 bytes anywhere below 4 GiB. */
    private OptionalLong pae(long linear) {
        long at = (cr3 & LOW & ~0x1fL) + ((linear >>> 30) << 3);
        long entry = memory.contains(at, Long.BYTES) ? memory.getLong(at) : 0;
        return (entry & PRESENT) == 0 ? OptionalLong.empty() : levels(linear, entry & FRAME, 2);
    }

    private OptionalLong legacy(long linear) {
        long directory = entry32(cr3 & LOW & ~(PAGE - 1L), linear >>> (PAGE_SHIFT + SHORT_BITS));
        if ((directory & PRESENT) == 0) {
            return OptionalLong.empty();
        }
        if (bigPages && (directory & LARGE) != 0) {
            // Bits 20 to 13 are bits 39 to 32 of the address (PSE-36).
            long frame = (directory & 0xffc0_0000L) | ((directory & 0x1f_e000L) << 19);
            return OptionalLong.of(frame | (linear & 0x3f_ffffL));
        }
        long page = entry32(directory & LOW & ~(PAGE - 1L), (linear >>> PAGE_SHIFT) & ((1 << SHORT_BITS) - 1));
        return (page & PRESENT) == 0
                ? OptionalLong.empty()
                : OptionalLong.of((page & ~(PAGE - 1L)) | (linear & (PAGE - 1)));
    }

    private long entry32(long table, long index) {
        long at = table + (index << 2);
        return memory.contains(at, Integer.BYTES) ? memory.getInt(at) & LOW : 0;
    }
}
