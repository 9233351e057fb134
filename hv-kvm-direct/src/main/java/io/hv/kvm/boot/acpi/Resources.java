package io.hv.kvm.boot.acpi;

import static io.hv.kvm.boot.acpi.Aml.bytes;

import io.hv.kvm.memory.MemoryMap;

/** What a device occupies, for its {@code _CRS} (ACPI 6.5, 6.4.2 and 6.4.3). */
final class Resources {

    private static final int IO = 0x47;
    private static final int DECODES_16_BITS = 1;
    private static final int IRQ = 0x22;
    private static final int END = 0x79;
    private static final int FIXED_MEMORY = 0x86;
    private static final int FIXED_MEMORY_SIZE = 9;
    private static final int WRITABLE = 1;

    private static final int WORD_SPACE = 0x88;
    private static final int DOUBLE_WORD_SPACE = 0x87;
    private static final int QUAD_WORD_SPACE = 0x8a;
    private static final int SPACE_HEADER = 3;
    private static final int SPACE_NUMBERS = 5;
    private static final int MEMORY = 0;
    private static final int BUSES = 2;

    /** Both ends are fixed, and it is what the device passes on. */
    private static final int FIXED_WINDOW = 0x0c;

    private static final int INTERRUPT = 0x89;
    private static final int INTERRUPT_SIZE = 6;

    /** What the device itself uses; a level, active high, not shared. */
    private static final int LEVEL_HIGH = 1;

    private Resources() {}

    /** Ports at one fixed place. */
    static byte[] ports(int first, int count) {
        return bytes(IO, DECODES_16_BITS, first, first >>> 8, first, first >>> 8, 1, count);
    }

    /** An interrupt as ISA has it: an edge, active high, not shared. */
    static byte[] interrupt(int line) {
        return bytes(IRQ, 1 << line, 1 << line >>> 8);
    }

    /** Memory at one fixed place below 4 GiB. */
    static byte[] memory(int address, int size) {
        return Aml.list(
                bytes(FIXED_MEMORY, FIXED_MEMORY_SIZE, FIXED_MEMORY_SIZE >>> 8, WRITABLE),
                bytes(address, address >>> 8, address >>> 16, address >>> 24),
                bytes(size, size >>> 8, size >>> 16, size >>> 24));
    }

    /** PCI buses. */
    static byte[] buses(int first, int count) {
        return space(WORD_SPACE, Short.BYTES, BUSES, 0, first, count);
    }

    /** Memory below 4 GiB that a bridge passes on: writable, not cached. */
    static byte[] window32(MemoryMap.Range range) {
        return space(DOUBLE_WORD_SPACE, Integer.BYTES, MEMORY, WRITABLE, range.address(), range.size());
    }

    /** Memory that a bridge passes on: writable, not cached. */
    static byte[] window64(MemoryMap.Range range) {
        return space(QUAD_WORD_SPACE, Long.BYTES, MEMORY, WRITABLE, range.address(), range.size());
    }

    /** An address space descriptor (ACPI 6.5, 6.4.3.5): granularity, first, last, translation, length. */
    private static byte[] space(int tag, int width, int type, int flags, long first, long count) {
        int size = SPACE_HEADER + SPACE_NUMBERS * width;
        return Aml.list(
                bytes(tag, size, size >>> 8, type, FIXED_WINDOW, flags),
                number(0, width),
                number(first, width),
                number(first + count - 1, width),
                number(0, width),
                number(count, width));
    }

    private static byte[] number(long value, int width) {
        byte[] bytes = new byte[width];
        for (int i = 0; i < width; i++) {
            bytes[i] = (byte) (value >>> (Byte.SIZE * i));
        }
        return bytes;
    }

    /** An interrupt that is a level, active high, and not shared. */
    static byte[] level(int gsi) {
        return Aml.list(
                bytes(INTERRUPT, INTERRUPT_SIZE, INTERRUPT_SIZE >>> 8, LEVEL_HIGH, 1), number(gsi, Integer.BYTES));
    }

    /** All of a device's; the end's checksum of 0 means that there is none. */
    static byte[] of(byte[]... descriptors) {
        return Aml.buffer(Aml.list(Aml.list(descriptors), bytes(END, 0)));
    }
}
