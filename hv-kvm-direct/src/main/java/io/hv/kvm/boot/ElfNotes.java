package io.hv.kvm.boot;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalLong;

/** The notes of an ELF (System V ABI, generic: note section), searched for the one that Xen's PVH entry has. */
final class ElfNotes {

    private static final byte[] XEN = "Xen\0".getBytes(StandardCharsets.US_ASCII);
    /** XEN_ELFNOTE_PHYS32_ENTRY of Xen's public header elfnote.h. */
    private static final int PHYS32_ENTRY = 18;

    private static final int HEADER_SIZE = 12;

    private ElfNotes() {}

    /**
     * The physical address of the PVH entry.
     *
     * @param notes little-endian; hostile
     * @param alignment of names and descriptions: 4 or 8
     */
    static OptionalLong pvhEntry(ByteBuffer notes, int alignment) {
        long at = 0;
        while (at <= notes.limit() - HEADER_SIZE) {
            int header = (int) at;
            long nameSize = Integer.toUnsignedLong(notes.getInt(header));
            long size = Integer.toUnsignedLong(notes.getInt(header + 4));
            int type = notes.getInt(header + 8);
            long description = up(at + HEADER_SIZE + nameSize, alignment);
            long end = up(description + size, alignment);
            if (description + size > notes.limit()) {
                break;
            }
            if (type == PHYS32_ENTRY && isXen(notes, header + HEADER_SIZE, nameSize)) {
                if (size == Integer.BYTES) {
                    return OptionalLong.of(Integer.toUnsignedLong(notes.getInt((int) description)));
                }
                if (size == Long.BYTES) {
                    return OptionalLong.of(notes.getLong((int) description));
                }
            }
            at = end;
        }
        return OptionalLong.empty();
    }

    private static boolean isXen(ByteBuffer notes, int at, long size) {
        if (size != XEN.length) {
            return false;
        }
        byte[] name = new byte[XEN.length];
        notes.get(at, name);
        return Arrays.equals(name, XEN);
    }

    private static long up(long value, int alignment) {
        return (value + alignment - 1) & -(long) alignment;
    }
}
