package io.hv.kvm.ioctl;

import io.hv.kvm.bus.Bytes;
import java.nio.ByteBuffer;

/**
 * struct kvm_sregs: eight segments of 24 bytes, two tables of 16, control registers, a bitmap.
 *
 * <pre>
 *   0  cs ds es fs gs ss tr ldt       a segment:  0 base   8 limit  12 selector  14 type  15 present  16 dpl
 * 192  gdt idt                                   17 db    18 s      19 l         20 g     21 avl      22 unusable
 * 224  cr0 cr2 cr3 cr4 cr8            a table:    0 base   8 limit (16 bits)
 * 264  efer
 * 272  apic_base
 * 280  interrupt_bitmap
 * </pre>
 */
final class SregsLayout {

    static final int SIZE = 312;
    static final int CS = 0;
    static final int SEGMENT_SIZE = 24;
    static final int GDT = 192;
    static final int IDT = 208;
    static final int CR0 = 224;
    static final int CR2 = 232;
    static final int CR3 = 240;
    static final int CR4 = 248;
    static final int CR8 = 256;
    static final int EFER = 264;
    static final int APIC_BASE = 272;
    static final int INTERRUPTS = 280;
    static final int INTERRUPTS_SIZE = 32;

    static final int SEGMENT_LIMIT = 8;
    static final int SEGMENT_SELECTOR = 12;
    static final int SEGMENT_TYPE = 14;
    static final int SEGMENT_PRESENT = 15;
    static final int SEGMENT_DPL = 16;
    static final int SEGMENT_DB = 17;
    static final int SEGMENT_S = 18;
    static final int SEGMENT_L = 19;
    static final int SEGMENT_G = 20;
    static final int SEGMENT_AVL = 21;
    static final int SEGMENT_UNUSABLE = 22;
    static final int TABLE_LIMIT = 8;

    private SregsLayout() {}

    static Sregs read(ByteBuffer from) {
        byte[] interrupts = new byte[INTERRUPTS_SIZE];
        from.get(INTERRUPTS, interrupts);
        return new Sregs(
                segment(from, 0),
                segment(from, 1),
                segment(from, 2),
                segment(from, 3),
                segment(from, 4),
                segment(from, 5),
                segment(from, 6),
                segment(from, 7),
                table(from, GDT),
                table(from, IDT),
                from.getLong(CR0),
                from.getLong(CR2),
                from.getLong(CR3),
                from.getLong(CR4),
                from.getLong(CR8),
                from.getLong(EFER),
                from.getLong(APIC_BASE),
                Bytes.of(interrupts));
    }

    static void write(Sregs sregs, ByteBuffer to) {
        segment(sregs.cs(), to, 0);
        segment(sregs.ds(), to, 1);
        segment(sregs.es(), to, 2);
        segment(sregs.fs(), to, 3);
        segment(sregs.gs(), to, 4);
        segment(sregs.ss(), to, 5);
        segment(sregs.tr(), to, 6);
        segment(sregs.ldt(), to, 7);
        table(sregs.gdt(), to, GDT);
        table(sregs.idt(), to, IDT);
        to.putLong(CR0, sregs.cr0())
                .putLong(CR2, sregs.cr2())
                .putLong(CR3, sregs.cr3())
                .putLong(CR4, sregs.cr4())
                .putLong(CR8, sregs.cr8())
                .putLong(EFER, sregs.efer())
                .putLong(APIC_BASE, sregs.apicBase())
                .put(INTERRUPTS, sregs.interrupts().toArray());
    }

    private static Segment segment(ByteBuffer from, int index) {
        int at = CS + index * SEGMENT_SIZE;
        return new Segment(
                from.getLong(at),
                from.getInt(at + SEGMENT_LIMIT),
                Short.toUnsignedInt(from.getShort(at + SEGMENT_SELECTOR)),
                from.get(at + SEGMENT_TYPE),
                from.get(at + SEGMENT_PRESENT),
                from.get(at + SEGMENT_DPL),
                from.get(at + SEGMENT_DB),
                from.get(at + SEGMENT_S),
                from.get(at + SEGMENT_L),
                from.get(at + SEGMENT_G),
                from.get(at + SEGMENT_AVL),
                from.get(at + SEGMENT_UNUSABLE));
    }

    private static void segment(Segment segment, ByteBuffer to, int index) {
        int at = CS + index * SEGMENT_SIZE;
        to.putLong(at, segment.base())
                .putInt(at + SEGMENT_LIMIT, segment.limit())
                .putShort(at + SEGMENT_SELECTOR, (short) segment.selector())
                .put(at + SEGMENT_TYPE, (byte) segment.type())
                .put(at + SEGMENT_PRESENT, (byte) segment.present())
                .put(at + SEGMENT_DPL, (byte) segment.dpl())
                .put(at + SEGMENT_DB, (byte) segment.db())
                .put(at + SEGMENT_S, (byte) segment.s())
                .put(at + SEGMENT_L, (byte) segment.l())
                .put(at + SEGMENT_G, (byte) segment.g())
                .put(at + SEGMENT_AVL, (byte) segment.avl())
                .put(at + SEGMENT_UNUSABLE, (byte) segment.unusable());
    }

    private static DescriptorTable table(ByteBuffer from, int at) {
        return new DescriptorTable(from.getLong(at), Short.toUnsignedInt(from.getShort(at + TABLE_LIMIT)));
    }

    private static void table(DescriptorTable table, ByteBuffer to, int at) {
        to.putLong(at, table.base()).putShort(at + TABLE_LIMIT, (short) table.limit());
    }
}
