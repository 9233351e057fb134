package io.hv.kvm.boot;

import static io.hv.kvm.boot.BootException.hex;

import org.jspecify.annotations.Nullable;

/**
 * Places a kernel with a PVH entry and enters it there (Xen, docs/misc/pvh.pandoc): 32 bits, no paging, EBX leads to the
 * start information. The task register is as reset leaves it: an active 32-bit TSS at 0.
 */
final class PvhLoader {

    /** What Linux takes; others are not known to take more. */
    private static final int COMMAND_LINE_SIZE = 2047;

    private PvhLoader() {}

    static BootPlan load(GuestLayout layout, ElfImage elf, @Nullable BootFile initrd, String commandLine) {
        byte[] line = CommandLine.encode(commandLine, COMMAND_LINE_SIZE);
        long entry = elf.pvhEntry().orElseThrow();
        if (!elf.covers(entry) || entry >>> Integer.SIZE != 0) {
            throw new BootException(
                    elf.name(),
                    "its PVH entry " + hex(entry) + " is in none of its segments, or not below 4 GiB",
                    "link it with its entry inside");
        }
        elf.place(layout);
        EntryState state = EntryState.pvh(layout, entry);
        return layout.plan(state.withRaxRbx(
                0, PvhStartInfo.place(layout, line, Initrd.place(layout, initrd, LinuxHeader.INITRD_BELOW))));
    }
}
