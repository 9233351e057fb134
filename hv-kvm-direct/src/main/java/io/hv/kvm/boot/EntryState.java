package io.hv.kvm.boot;

/**
 * The state of the first vCPU at a guest's first instruction. Registers not named are 0; those of a reset processor that
 * are neither here nor general keep their values, TR and LDTR among them.
 *
 * @param mode what the control registers amount to
 * @param cs code segment
 * @param data all of DS, ES, FS, GS and SS
 * @param gdtBase physical address of the GDT; 0 with a limit of 0 is none
 * @param gdtLimit offset of its last byte
 * @param cr0 control register 0
 * @param cr3 control register 3: the top page table, or 0
 * @param cr4 control register 4
 * @param efer extended feature enables
 * @param rip offset of the first instruction in CS
 * @param rax what the boot protocol puts there
 * @param rbx what the boot protocol puts there
 * @param rsi what the boot protocol puts there
 * @param rflags flags: bit 1 only, so interrupts are off
 */
public record EntryState(
        EntryMode mode,
        Segment cs,
        Segment data,
        long gdtBase,
        int gdtLimit,
        long cr0,
        long cr3,
        long cr4,
        long efer,
        long rip,
        long rax,
        long rbx,
        long rsi,
        long rflags) {

    private static final long PE = 1;
    private static final long ET = 1 << 4;
    private static final long NE = 1 << 5;
    private static final long PG = 1L << 31;
    private static final long PAE = 1 << 5;
    private static final long LME = 1 << 8;
    private static final long LMA = 1 << 10;
    private static final long FLAGS = 2;

    /** Real mode at a linear address below 1 MiB; CS is as low as IP can reach. */
    static EntryState real(long address) {
        int selector = (int) (address & 0xf0000) >> 4;
        return new EntryState(
                EntryMode.REAL,
                new Segment(selector, (long) selector << 4, 0xffff, 0x9b),
                new Segment(0, 0, 0xffff, 0x93),
                0,
                0,
                ET,
                0,
                0,
                0,
                address & 0xffff,
                0,
                0,
                0,
                FLAGS);
    }

    /** 32 bits, flat segments, no paging; a GDT is placed. */
    static EntryState protectedMode(GuestLayout layout, long address) {
        return new EntryState(
                EntryMode.PROTECTED,
                Gdt.CODE_32,
                Gdt.DATA,
                Gdt.place(layout, Gdt.CODE_32),
                Gdt.LIMIT,
                PE | ET | NE,
                0,
                0,
                0,
                address,
                0,
                0,
                0,
                FLAGS);
    }

    /** As {@link #protectedMode}, but of CR0's bits only those that Xen's PVH entry allows. */
    static EntryState pvh(GuestLayout layout, long address) {
        EntryState s = protectedMode(layout, address);
        return new EntryState(s.mode, s.cs, s.data, s.gdtBase, s.gdtLimit, PE | ET, 0, 0, 0, s.rip, 0, 0, 0, s.rflags);
    }

    /** 64 bits, the first 4 GiB mapped to themselves; GDT and page tables are placed. */
    static EntryState longMode(GuestLayout layout, long address) {
        return new EntryState(
                EntryMode.LONG,
                Gdt.CODE_64,
                Gdt.DATA,
                Gdt.place(layout, Gdt.CODE_64),
                Gdt.LIMIT,
                PE | ET | NE | PG,
                PageTables.place(layout),
                PAE,
                LME | LMA,
                address,
                0,
                0,
                0,
                FLAGS);
    }

    /** The same, with what a Linux kernel finds in RSI: the zero page. */
    EntryState withRsi(long value) {
        return new EntryState(mode, cs, data, gdtBase, gdtLimit, cr0, cr3, cr4, efer, rip, rax, rbx, value, rflags);
    }

    /** The same, with what a Multiboot or PVH kernel finds in EAX and EBX. */
    EntryState withRaxRbx(long a, long b) {
        return new EntryState(mode, cs, data, gdtBase, gdtLimit, cr0, cr3, cr4, efer, rip, a, b, rsi, rflags);
    }
}
