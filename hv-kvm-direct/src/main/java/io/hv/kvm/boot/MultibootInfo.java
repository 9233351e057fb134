package io.hv.kvm.boot;

import io.hv.kvm.memory.GuestMemory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * What a Multiboot kernel is told: its command line, its modules, the memory (Multiboot Specification 0.6.96, 3.3).
 * All of it lies in base memory, except for the modules themselves.
 */
final class MultibootInfo {

    private static final int INFO_SIZE = 116;
    private static final int MODULE_ENTRY_SIZE = 16;
    private static final int MAP_ENTRY_SIZE = 24;
    private static final int STRING_LIMIT = 1 << 16;
    private static final long LOWEST = 0x10000;
    private static final long FOUR_GIB = 1L << 32;
    private static final int PAGE = 0x1000;

    private static final int HAS_MEMORY = 1;
    private static final int HAS_COMMAND_LINE = 1 << 2;
    private static final int HAS_MODULES = 1 << 3;
    private static final int HAS_MAP = 1 << 6;
    private static final int HAS_LOADER_NAME = 1 << 9;

    private MultibootInfo() {}

    /** Places modules above the kernel and the rest in base memory; returns the information's address. */
    static long place(GuestLayout layout, String commandLine, List<MultibootModule> modules, long kernelEnd) {
        GuestMemory memory = layout.memory();
        List<E820.Range> map = E820.of(memory.regions());
        long info = low(layout, "Multiboot information", INFO_SIZE);
        memory.fill(info, INFO_SIZE, (byte) 0);
        memory.putInt(info, HAS_MEMORY | HAS_COMMAND_LINE | HAS_MODULES | HAS_MAP | HAS_LOADER_NAME);
        memory.putInt(info + 4, kib(map, 0));
        memory.putInt(info + 8, kib(map, E820.EXTENDED_START));
        memory.putInt(info + 16, string(layout, "command line", CommandLine.encode(commandLine, STRING_LIMIT)));
        memory.putInt(info + 20, modules.size());
        memory.putInt(info + 24, modules(layout, modules, kernelEnd));
        memory.putInt(info + 44, map.size() * MAP_ENTRY_SIZE);
        memory.putInt(info + 48, map(layout, map));
        memory.putInt(
                info + 64,
                string(layout, "boot loader name", Arrays.copyOf("hv".getBytes(StandardCharsets.US_ASCII), 3)));
        return info;
    }

    /** The KiB of the run of RAM that starts at an address; 0 where none does. */
    private static int kib(List<E820.Range> map, long start) {
        return (int) map.stream()
                .filter(r -> r.type() == E820.RAM && r.address() == start)
                .mapToLong(r -> r.length() >> 10)
                .findFirst()
                .orElse(0);
    }

    private static int modules(GuestLayout layout, List<MultibootModule> modules, long kernelEnd) {
        if (modules.isEmpty()) {
            return 0;
        }
        GuestMemory memory = layout.memory();
        long list = low(layout, "Multiboot module list", (long) modules.size() * MODULE_ENTRY_SIZE);
        long at = list;
        for (MultibootModule module : modules) {
            BootFile file = module.file();
            String name = "module " + file.name();
            long from = Math.max(kernelEnd, E820.EXTENDED_START);
            // An empty module still has an address: a place of its own keeps two of them apart.
            long start = layout.claimLowest(name, Math.max(1, file.size()), PAGE, from, FOUR_GIB);
            file.copyTo(memory, start, 0, file.size(), "the module");
            memory.putInt(at, (int) start);
            memory.putInt(at + 4, (int) (start + file.size()));
            memory.putInt(
                    at + 8, string(layout, "string of " + name, CommandLine.encode(module.string(), STRING_LIMIT)));
            memory.putInt(at + 12, 0);
            at += MODULE_ENTRY_SIZE;
        }
        return (int) list;
    }

    /** Each entry is preceded by its own size, which does not count itself. */
    private static int map(GuestLayout layout, List<E820.Range> map) {
        long start = low(layout, "Multiboot memory map", (long) map.size() * MAP_ENTRY_SIZE);
        long at = start;
        for (E820.Range range : map) {
            layout.memory().putInt(at, MAP_ENTRY_SIZE - Integer.BYTES);
            layout.memory().putLong(at + 4, range.address());
            layout.memory().putLong(at + 12, range.length());
            layout.memory().putInt(at + 20, range.type());
            at += MAP_ENTRY_SIZE;
        }
        return (int) start;
    }

    private static int string(GuestLayout layout, String name, byte[] text) {
        long at = low(layout, name, text.length);
        layout.memory().write(at, text);
        return (int) at;
    }

    private static long low(GuestLayout layout, String name, long length) {
        return layout.claimLowest(name, length, Long.BYTES, LOWEST, E820.BASE_END);
    }
}
