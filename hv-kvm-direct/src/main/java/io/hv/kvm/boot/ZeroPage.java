package io.hv.kvm.boot;

import io.hv.kvm.memory.GuestMemory;
import java.util.List;
import java.util.Optional;

/**
 * What a Linux kernel is told at its 64-bit entry: the zero page and the command line (Linux,
 * Documentation/arch/x86/zero-page.rst).
 */
final class ZeroPage {

    static final long ADDRESS = 0x7000;

    private static final int SIZE = 0x1000;
    private static final long COMMAND_LINE = 0x20000;
    /** Up to the end of base memory, whatever the kernel would take. */
    private static final long COMMAND_LINE_ROOM = E820.BASE_END - COMMAND_LINE - 1;

    private static final int LOADER_TYPE_UNDEFINED = 0xff;
    private static final short VIDEO_MODE_NORMAL = -1;
    private static final int MAX_MAP_ENTRIES = 128;
    private static final int MAP_ENTRY_SIZE = 20;

    private ZeroPage() {}

    /** Claims the page, and places the command line. */
    static void claim(GuestLayout layout, LinuxHeader header, String commandLine) {
        byte[] line = CommandLine.encode(commandLine, Math.min(header.commandLineSize(), COMMAND_LINE_ROOM));
        layout.claim("zero page", ADDRESS, SIZE);
        layout.claim("command line", COMMAND_LINE, line.length);
        layout.memory().write(COMMAND_LINE, line);
    }

    /**
     * Writes the page.
     *
     * @param start where the kernel lies
     */
    static void write(GuestLayout layout, LinuxHeader header, long start, Optional<Placement> initrd) {
        GuestMemory memory = layout.memory();
        memory.fill(ADDRESS, SIZE, (byte) 0);
        byte[] copy = new byte[header.end() - LinuxHeader.START];
        header.bytes().get(LinuxHeader.START, copy);
        memory.write(ADDRESS + LinuxHeader.START, copy);
        memory.putLong(ADDRESS + 0x70, layout.rsdp().orElse(0));
        memory.putShort(ADDRESS + 0x1fa, VIDEO_MODE_NORMAL);
        memory.putByte(ADDRESS + 0x210, (byte) LOADER_TYPE_UNDEFINED);
        memory.putInt(ADDRESS + 0x214, (int) start);
        memory.putInt(ADDRESS + 0x218, initrd.map(Placement::address).orElse(0L).intValue());
        memory.putInt(ADDRESS + 0x21c, initrd.map(Placement::length).orElse(0L).intValue());
        memory.putInt(ADDRESS + 0x228, (int) COMMAND_LINE);
        memory.putLong(ADDRESS + 0x250, 0);

        List<E820.Range> map = E820.of(memory.regions());
        int entries = Math.min(map.size(), MAX_MAP_ENTRIES);
        memory.putByte(ADDRESS + 0x1e8, (byte) entries);
        for (int i = 0; i < entries; i++) {
            long at = ADDRESS + 0x2d0 + (long) i * MAP_ENTRY_SIZE;
            memory.putLong(at, map.get(i).address());
            memory.putLong(at + 8, map.get(i).length());
            memory.putInt(at + 16, map.get(i).type());
        }
    }
}
