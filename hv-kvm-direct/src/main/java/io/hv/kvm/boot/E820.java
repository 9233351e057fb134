package io.hv.kvm.boot;

import io.hv.kvm.memory.MemoryMap;
import io.hv.kvm.memory.Region;
import java.util.ArrayList;
import java.util.List;

/** The memory map as a PC's firmware tells it (ACPI 6.5, 15: system address map interfaces). */
final class E820 {

    static final int RAM = 1;
    static final int RESERVED = 2;

    /** The end of base memory: the KiB below 640 KiB is the firmware's, on every PC. */
    static final long BASE_END = 0x9fc00;

    /** The BIOS area, up to {@link #EXTENDED_START}: RAM that no guest takes for its own. */
    static final long BIOS_START = 0xe0000;

    /** Where guests look for firmware's tables that have no other pointer to them. */
    static final long ANCHOR_START = 0xf0000;

    static final long EXTENDED_START = 0x100000;

    /** What kvm_intel takes for itself; a guest must not put a device there. */
    static final Range KVM = new Range(
            MemoryMap.IDENTITY_PAGE.address(), MemoryMap.TSS.end() - MemoryMap.IDENTITY_PAGE.address(), RESERVED);

    private static final long VIDEO_START = 0xa0000;

    /** One range and its type. */
    record Range(long address, long length, int type) {}

    private E820() {}

    /**
     * The map of a machine, by ascending address. The BIOS area, which has the tables of ACPI and SMBIOS, is reserved as a
     * whole.
     */
    static List<Range> of(List<Region> ram) {
        List<Range> map = new ArrayList<>();
        boolean told = false;
        for (Region region : ram) {
            if (!told && region.address() > KVM.address()) {
                map.add(KVM);
                told = true;
            }
            add(map, region, 0, BASE_END, RAM);
            add(map, region, BASE_END, VIDEO_START, RESERVED);
            add(map, region, BIOS_START, EXTENDED_START, RESERVED);
            add(map, region, EXTENDED_START, Long.MAX_VALUE, RAM);
        }
        if (!told) {
            map.add(KVM);
        }
        return List.copyOf(map);
    }

    /** The part of a region inside [from, to). */
    private static void add(List<Range> map, Region region, long from, long to, int type) {
        long start = Math.max(from, region.address());
        long end = Math.min(to, region.end());
        if (start < end) {
            map.add(new Range(start, end - start, type));
        }
    }
}
