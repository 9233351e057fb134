package io.hv.kvm.boot.smbios;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.kvm.boot.GuestLayout;
import io.hv.kvm.boot.Placement;
import io.hv.kvm.memory.GuestMemory;
import io.hv.kvm.memory.MemoryMap;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SmbiosTablesTest {

    private static final long MIB = 1 << 20;
    private static final UUID ID = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");

    private static GuestSmbios of(String name, int vcpus) {
        GuestMemory memory = GuestMemory.onHeap(4 * MIB);
        memory.fill(0, 4 * MIB, (byte) 0xa5);
        GuestLayout layout = new GuestLayout(memory);
        SmbiosTables.place(layout, new MachineIdentity(name, ID, vcpus));
        for (Placement each : layout.placements()) {
            assertTrue(each.address() >= 0xf0000 && each.end() <= 0x100000, each.toString());
        }
        return GuestSmbios.find(memory);
    }

    @Test
    void theEntryPointSumsToZeroAndLeadsToTheTable() {
        byte[] entry = of("web", 1).entry();
        assertEquals(24, entry.length);
        byte sum = 0;
        for (byte each : entry) {
            sum += each;
        }
        assertEquals(0, sum);
    }

    @Test
    void everyStructureHasAHandleOfItsOwnAndTheLastIsTheEnd() {
        List<GuestSmbios.Found> all = of("web", 3).structures();
        assertEquals(
                List.of(0, 1, 3, 4, 16, 17, 19, 32, 127),
                all.stream().map(GuestSmbios.Found::type).toList());
        assertEquals(
                all.size(),
                all.stream().map(GuestSmbios.Found::handle).distinct().count());
    }

    /** Lengths are those that DSP0134 gives for version 3.1. */
    @Test
    void lengthsAreTheStandards() {
        int[][] lengths = {{0, 0x1a}, {1, 0x1b}, {3, 0x16}, {4, 0x30}, {16, 0x17}, {17, 0x28}, {19, 0x1f}, {32, 11}};
        for (int[] each : lengths) {
            assertEquals(each[1], of("web", 1).only(each[0]).bytes().limit(), "type " + each[0]);
        }
    }

    @Test
    void theSystemIsTheDomain() {
        GuestSmbios.Found system = of("wéb\0\n1", 1).only(1);
        assertEquals("hv", system.string(4));
        assertEquals("wéb??1", system.string(7));
        byte[] uuid = new byte[16];
        system.bytes().get(8, uuid);
        assertArrayEquals(
                new byte[] {
                    0x33,
                    0x22,
                    0x11,
                    0x00,
                    0x55,
                    0x44,
                    0x77,
                    0x66,
                    (byte) 0x88,
                    (byte) 0x99,
                    (byte) 0xaa,
                    (byte) 0xbb,
                    (byte) 0xcc,
                    (byte) 0xdd,
                    (byte) 0xee,
                    (byte) 0xff
                },
                uuid);
    }

    @Test
    void moreCoresThanAByteHolds() {
        GuestSmbios.Found processor = of("web", 300).only(4);
        assertEquals((byte) 255, processor.bytes().get(0x23));
        assertEquals(300, processor.bytes().getShort(0x2a));
        assertEquals(2, of("web", 2).only(4).bytes().get(0x23));
    }

    @Test
    void memorySizesInEveryUnit() {
        assertEquals(0x8000 | 2052, size(2 * MIB + 4096));
        assertEquals(128, size(128 * MIB));
        assertEquals(100, size(100 * MIB + 4096));
        List<GuestSmbios.Found> two = structures(6L << 30).stream()
                .filter(s -> s.type() == 17 || s.type() == 19)
                .toList();
        assertEquals(4, two.size());
        assertEquals(3072, two.get(0).bytes().getShort(12));
        assertEquals(4 << 20, two.get(3).bytes().getInt(4));
        assertEquals((7 << 20) - 1, two.get(3).bytes().getInt(8));
        GuestSmbios.Found large = structures((64L << 30) + (3L << 30)).stream()
                .filter(s -> s.type() == 17)
                .toList()
                .get(1);
        assertEquals(0x7fff, large.bytes().getShort(12));
        assertEquals(64 << 10, large.bytes().getInt(0x1c));
    }

    private static int size(long ram) {
        return Short.toUnsignedInt(structures(ram).stream()
                .filter(s -> s.type() == 17)
                .findFirst()
                .orElseThrow()
                .bytes()
                .getShort(12));
    }

    private static List<GuestSmbios.Found> structures(long ram) {
        return GuestSmbios.parse(Structures.of(
                new MachineIdentity("web", ID, 1), MemoryMap.of(ram, 48).ram()));
    }

    @Test
    void aMachineWithoutABiosAreaHasNone() {
        GuestLayout layout = new GuestLayout(GuestMemory.onHeap(MIB - 4096));
        SmbiosTables.place(layout, new MachineIdentity("web", ID, 1));
        assertEquals(List.of(), layout.placements());
    }
}
