package io.hv.kvm.boot;

import static io.hv.kvm.boot.BootException.hex;

import io.hv.kvm.memory.GuestMemory;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Places a Linux bzImage and enters it by the 64-bit boot protocol (Linux, Documentation/arch/x86/boot.rst). */
public final class LinuxLoader {

    /** The 64-bit entry, from the start of the protected-mode part. */
    static final long ENTRY_OFFSET = 0x200;

    private static final long ZERO_PAGE = 0x7000;
    private static final int ZERO_PAGE_SIZE = 0x1000;
    private static final long COMMAND_LINE = 0x20000;
    /** Up to the end of base memory, whatever the kernel would take. */
    private static final long COMMAND_LINE_ROOM = E820.BASE_END - COMMAND_LINE - 1;

    private static final long PAGE = 0x1000;
    private static final long FOUR_GIB = 1L << 32;
    private static final int LOADER_TYPE_UNDEFINED = 0xff;
    private static final short VIDEO_MODE_NORMAL = -1;
    private static final int MAX_MAP_ENTRIES = 128;
    private static final int MAP_ENTRY_SIZE = 20;

    private LinuxLoader() {}

    /**
     * Loads a kernel.
     *
     * @param initrd its initial RAM disk, if any
     * @throws BootException if a file is malformed, or does not fit this machine
     */
    public static BootPlan load(GuestLayout layout, BootFile kernel, @Nullable BootFile initrd, String commandLine) {
        LinuxHeader header = LinuxHeader.of(kernel);
        byte[] line = CommandLine.encode(commandLine, Math.min(header.commandLineSize(), COMMAND_LINE_ROOM));
        layout.claim("zero page", ZERO_PAGE, ZERO_PAGE_SIZE);
        layout.claim("command line", COMMAND_LINE, line.length);
        layout.memory().write(COMMAND_LINE, line);

        long start = placeKernel(layout, kernel, header);
        EntryState entry = EntryState.longMode(layout, start + ENTRY_OFFSET).withRsi(ZERO_PAGE);
        Optional<Placement> disk = Optional.ofNullable(initrd).map(i -> placeInitrd(layout, i, header));
        writeZeroPage(layout, header, start, disk);
        return layout.plan(entry);
    }

    /** At the address the kernel prefers; if that is taken and the kernel can move, at the next that suits it. */
    private static long placeKernel(GuestLayout layout, BootFile kernel, LinuxHeader header) {
        long preferred = header.preferredAddress();
        long needed = header.memoryNeeded();
        if (preferred < 0 || preferred > FOUR_GIB - needed) {
            throw new BootException(
                    kernel.name(),
                    "it prefers to lie at " + hex(preferred) + " with " + hex(needed)
                            + " bytes, which is not below 4 GiB",
                    "the file is damaged: fetch it again");
        }
        long start = preferred;
        if (header.relocatable()) {
            start = layout.claimLowest(kernel.name(), needed, header.alignment(), preferred, FOUR_GIB);
        } else {
            layout.claim(kernel.name(), preferred, needed);
        }
        kernel.copyTo(layout.memory(), start, header.payloadOffset(), header.payloadSize(), "the protected-mode part");
        return start;
    }

    /** As high as the kernel allows, where it is in nobody's way. */
    private static Placement placeInitrd(GuestLayout layout, BootFile initrd, LinuxHeader header) {
        String name = "initrd " + initrd.name();
        if (initrd.size() == 0) {
            throw new BootException(name, "it is empty", "give a RAM disk, or none");
        }
        long below = Math.min(header.initrdAddressMax() + 1, FOUR_GIB);
        long at = layout.claimHighest(name, initrd.size(), PAGE, E820.EXTENDED_START, below);
        initrd.copyTo(layout.memory(), at, 0, initrd.size(), "the initrd");
        return new Placement(name, at, initrd.size());
    }

    private static void writeZeroPage(GuestLayout layout, LinuxHeader header, long start, Optional<Placement> initrd) {
        GuestMemory memory = layout.memory();
        memory.fill(ZERO_PAGE, ZERO_PAGE_SIZE, (byte) 0);
        byte[] copy = new byte[header.end() - LinuxHeader.START];
        header.bytes().get(LinuxHeader.START, copy);
        memory.write(ZERO_PAGE + LinuxHeader.START, copy);
        memory.putLong(ZERO_PAGE + 0x70, layout.rsdp().orElse(0));
        memory.putShort(ZERO_PAGE + 0x1fa, VIDEO_MODE_NORMAL);
        memory.putByte(ZERO_PAGE + 0x210, (byte) LOADER_TYPE_UNDEFINED);
        memory.putInt(ZERO_PAGE + 0x214, (int) start);
        memory.putInt(
                ZERO_PAGE + 0x218, initrd.map(Placement::address).orElse(0L).intValue());
        memory.putInt(
                ZERO_PAGE + 0x21c, initrd.map(Placement::length).orElse(0L).intValue());
        memory.putInt(ZERO_PAGE + 0x228, (int) COMMAND_LINE);
        memory.putLong(ZERO_PAGE + 0x250, 0);

        List<E820.Range> map = E820.of(memory);
        int entries = Math.min(map.size(), MAX_MAP_ENTRIES);
        memory.putByte(ZERO_PAGE + 0x1e8, (byte) entries);
        for (int i = 0; i < entries; i++) {
            long at = ZERO_PAGE + 0x2d0 + (long) i * MAP_ENTRY_SIZE;
            memory.putLong(at, map.get(i).address());
            memory.putLong(at + 8, map.get(i).length());
            memory.putInt(at + 16, map.get(i).type());
        }
    }
}
