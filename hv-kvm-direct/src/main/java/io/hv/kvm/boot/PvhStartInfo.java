package io.hv.kvm.boot;

import io.hv.kvm.memory.GuestMemory;
import java.util.List;
import java.util.Optional;

/**
 * What a PVH kernel is told (struct hvm_start_info, version 1, of Xen's public header arch-x86/hvm/start_info.h): its
 * command line, its modules, the memory, ACPI's root pointer. All of it lies in base memory, except for the modules
 * themselves.
 */
final class PvhStartInfo {

    private static final int MAGIC = 0x336ec578;
    private static final int VERSION = 1;
    private static final int SIZE = 56;
    private static final int MODULE_ENTRY_SIZE = 32;
    private static final int MAP_ENTRY_SIZE = 24;
    private static final long LOWEST = 0x10000;

    private PvhStartInfo() {}

    /** Places it; returns its address. */
    static long place(GuestLayout layout, byte[] commandLine, Optional<Placement> initrd) {
        GuestMemory memory = layout.memory();
        List<E820.Range> map = E820.of(memory.regions());
        long info = low(layout, "PVH start information", SIZE);
        memory.fill(info, SIZE, (byte) 0);
        memory.putInt(info, MAGIC);
        memory.putInt(info + 4, VERSION);
        if (initrd.isPresent()) {
            memory.putInt(info + 12, 1);
            memory.putLong(info + 16, module(layout, initrd.get()));
        }
        long line = low(layout, "command line", commandLine.length);
        memory.write(line, commandLine);
        memory.putLong(info + 24, line);
        memory.putLong(info + 32, layout.rsdp().orElse(0));
        memory.putLong(info + 40, map(layout, map));
        memory.putInt(info + 48, map.size());
        return info;
    }

    private static long module(GuestLayout layout, Placement initrd) {
        long entry = low(layout, "PVH module list", MODULE_ENTRY_SIZE);
        layout.memory().fill(entry, MODULE_ENTRY_SIZE, (byte) 0);
        layout.memory().putLong(entry, initrd.address());
        layout.memory().putLong(entry + 8, initrd.length());
        return entry;
    }

    private static long map(GuestLayout layout, List<E820.Range> map) {
        GuestMemory memory = layout.memory();
        long start = low(layout, "PVH memory map", (long) map.size() * MAP_ENTRY_SIZE);
        long at = start;
        for (E820.Range range : map) {
            memory.putLong(at, range.address());
            memory.putLong(at + 8, range.length());
            memory.putInt(at + 16, range.type());
            memory.putInt(at + 20, 0);
            at += MAP_ENTRY_SIZE;
        }
        return start;
    }

    private static long low(GuestLayout layout, String name, long length) {
        return layout.claimLowest(name, length, Long.BYTES, LOWEST, E820.BASE_END);
    }
}
