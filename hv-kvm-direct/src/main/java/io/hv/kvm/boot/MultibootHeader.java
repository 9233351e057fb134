package io.hv.kvm.boot;

import static io.hv.kvm.boot.BootException.hex;

import java.nio.ByteBuffer;

/**
 * The header inside a Multiboot 1 kernel (Multiboot Specification 0.6.96, 3.1).
 *
 * @param offset where it is in the file
 * @param flags what the kernel asks for
 * @param fields the twelve words; those from the fourth on only where the file has them
 */
record MultibootHeader(int offset, int flags, ByteBuffer fields) {

    private static final int MAGIC = 0x1badb002;
    /** The header lies in the first 8192 bytes, at a multiple of four. */
    private static final int SEARCHED = 8192;

    private static final int SHORT_SIZE = 12;
    private static final int ADDRESSES_SIZE = 32;
    /** Page-aligned modules and memory information: what a loader must know to honour. */
    private static final int UNDERSTOOD = 3;

    private static final int MANDATORY = 0xffff;
    private static final int ADDRESSES = 1 << 16;

    /** Finds and checks the header. */
    static MultibootHeader of(BootFile file) {
        ByteBuffer start = file.part(0, (int) Math.min(SEARCHED, file.size()), "the start");
        for (int at = 0; at + SHORT_SIZE <= start.limit(); at += Integer.BYTES) {
            int flags = start.getInt(at + 4);
            if (start.getInt(at) == MAGIC && MAGIC + flags + start.getInt(at + 8) == 0) {
                return checked(file, at, flags);
            }
        }
        throw new BootException(
                file.name(),
                "no Multiboot 1 header with a right checksum is in its first " + SEARCHED + " bytes",
                "give a Multiboot 1 kernel");
    }

    private static MultibootHeader checked(BootFile file, int at, int flags) {
        int unknown = flags & MANDATORY & ~UNDERSTOOD;
        if (unknown != 0) {
            throw new BootException(
                    file.name(),
                    "its Multiboot header insists on what is not offered: flags " + hex(unknown)
                            + ((unknown & 4) != 0 ? " (4 is a video mode)" : ""),
                    "build the kernel without that wish");
        }
        boolean addresses = (flags & ADDRESSES) != 0;
        int size = addresses ? ADDRESSES_SIZE : SHORT_SIZE;
        return new MultibootHeader(at, flags, file.part(at, size, "the Multiboot header"));
    }

    /** Whether it carries load addresses, so that the file's own format does not count. */
    boolean hasAddresses() {
        return (flags & ADDRESSES) != 0;
    }

    long headerAddress() {
        return word(12);
    }

    long loadAddress() {
        return word(16);
    }

    /** The end of what is loaded; 0 is the end of the file. */
    long loadEndAddress() {
        return word(20);
    }

    /** The end of bss; 0 is no bss. */
    long bssEndAddress() {
        return word(24);
    }

    long entryAddress() {
        return word(28);
    }

    private long word(int at) {
        return Integer.toUnsignedLong(fields.getInt(at));
    }
}
