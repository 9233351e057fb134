package io.hv.kvm.boot.acpi;

import static io.hv.kvm.boot.acpi.Aml.bytes;

/** What a device occupies, for its {@code _CRS} (ACPI 6.5, 6.4.2 and 6.4.3). */
final class Resources {

    private static final int IO = 0x47;
    private static final int DECODES_16_BITS = 1;
    private static final int IRQ = 0x22;
    private static final int END = 0x79;
    private static final int FIXED_MEMORY = 0x86;
    private static final int FIXED_MEMORY_SIZE = 9;
    private static final int WRITABLE = 1;

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

    /** All of a device's; the end's checksum of 0 means that there is none. */
    static byte[] of(byte[]... descriptors) {
        return Aml.buffer(Aml.list(Aml.list(descriptors), bytes(END, 0)));
    }
}
