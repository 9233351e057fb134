package io.hv.kvm.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.kvm.boot.acpi.AcpiMachine;
import io.hv.kvm.boot.acpi.AcpiTables;
import io.hv.kvm.boot.smbios.MachineIdentity;
import io.hv.kvm.boot.smbios.SmbiosTables;
import io.hv.kvm.memory.GuestMemory;
import io.hv.kvm.memory.MemoryMap;
import io.hv.kvm.memory.Region;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class E820Test {

    private static final long MIB = 1 << 20;
    private static final long GIB = 1 << 30;

    /** RAM of any size: memory that is not touched takes none of the host's. */
    private static List<E820.Range> map(long size) {
        return E820.of(MemoryMap.of(size, 40).ram());
    }

    private static String ram(long size) {
        return map(size).stream()
                .filter(r -> r.type() == E820.RAM && r.address() >= MIB)
                .map(r -> Long.toHexString(r.address()) + "-" + Long.toHexString(r.address() + r.length()))
                .toList()
                .toString();
    }

    @Test
    void banksAroundTheHole() {
        assertEquals("[100000-8000000]", ram(128 * MIB));
        assertEquals("[100000-bffff000]", ram(3 * GIB - 0x1000));
        assertEquals("[100000-c0000000]", ram(3 * GIB));
        assertEquals("[100000-c0000000, 100000000-100001000]", ram(3 * GIB + 0x1000));
        assertEquals("[100000-c0000000, 100000000-140000000]", ram(4 * GIB));
        assertEquals("[100000-c0000000, 100000000-1c0000000]", ram(6 * GIB));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 128, 3 * 1024, 4 * 1024, 6 * 1024, 500 * 1024})
    void rangesAscendAndDoNotOverlapAndAddUp(long mib) {
        long end = 0;
        long bytes = 0;
        for (E820.Range range : map(mib * MIB)) {
            assertTrue(range.address() >= end, range + " after " + Long.toHexString(end));
            assertTrue(range.length() > 0, range.toString());
            end = range.address() + range.length();
            bytes += range.equals(E820.KVM) ? 0 : range.length();
        }
        // All RAM is told of, but for what lies below the video memory.
        assertEquals(mib * MIB - 0x40000, bytes);
    }

    /** Whatever firmware leaves lies where the map says reserved. */
    @Test
    void tablesAreReserved() {
        GuestMemory memory = GuestMemory.onHeap(new Region(0, 4 * MIB, 0), new Region(1L << 32, MIB, 4 * MIB));
        GuestLayout layout = new GuestLayout(memory);
        AcpiTables.place(layout, AcpiMachine.of(255));
        SmbiosTables.place(layout, new MachineIdentity("name", new UUID(1, 2), 255));
        List<E820.Range> map = E820.of(memory.regions());
        assertEquals(9, layout.placements().size());
        for (Placement table : layout.placements()) {
            assertTrue(
                    map.stream()
                            .anyMatch(r -> r.type() == E820.RESERVED
                                    && r.address() <= table.address()
                                    && table.end() <= r.address() + r.length()),
                    table + " in " + map);
        }
    }
}
