package io.hv.kvm.boot.acpi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.kvm.boot.BootException;
import io.hv.kvm.boot.GuestLayout;
import io.hv.kvm.boot.Placement;
import io.hv.kvm.memory.GuestMemory;
import io.hv.kvm.memory.MemoryMap;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AcpiTablesTest {

    private static final int MIB = 1 << 20;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 255, 256, AcpiTables.MAX_VCPUS})
    void everyTableSumsToZero(int vcpus) {
        GuestTables tables = GuestTables.of(vcpus);
        assertEquals(
                Set.of("RSDP", "XSDT", "FACP", "APIC", "DSDT", "FACS"),
                tables.all().keySet());
        tables.all().forEach((signature, table) -> {
            if (!signature.equals("FACS")) {
                assertEquals(0, sum(table, table.length), signature);
            }
        });
        assertEquals(0, sum(tables.bytes("RSDP"), 20), "the part of ACPI 1.0");
    }

    @Test
    void allOfItLiesInTheBiosArea() {
        GuestMemory memory = GuestMemory.onHeap(4 * MIB);
        GuestLayout layout = new GuestLayout(memory);
        OptionalLong rsdp = AcpiTables.place(layout, AcpiMachine.of(AcpiTables.MAX_VCPUS));
        assertEquals(OptionalLong.of(0xe0010), rsdp);
        assertEquals(rsdp, layout.rsdp());
        List<Placement> placements = layout.placements();
        assertEquals(7, placements.size());
        assertTrue(placements.stream().allMatch(p -> p.address() >= 0xe0000 && p.end() <= MIB), placements::toString);
        long facs = placements.stream()
                .filter(p -> p.name().equals("ACPI FACS"))
                .mapToLong(Placement::address)
                .sum();
        assertEquals(0, facs % 64);
        assertEquals(facs, GuestTables.find(memory).table("FACP").getInt(36));
    }

    @Test
    void aMachineWithoutABiosAreaHasNone() {
        GuestLayout layout = new GuestLayout(GuestMemory.onHeap(MIB - 4096));
        assertEquals(OptionalLong.empty(), AcpiTables.place(layout, AcpiMachine.of(1)));
        assertEquals(OptionalLong.empty(), layout.rsdp());
        assertEquals(List.of(), layout.placements());
    }

    @Test
    void tooManyVcpusAreAFault() {
        GuestLayout layout = new GuestLayout(GuestMemory.onHeap(4 * MIB));
        BootException e = assertThrows(
                BootException.class, () -> AcpiTables.place(layout, AcpiMachine.of(AcpiTables.MAX_VCPUS + 1)));
        assertTrue(e.why().contains("2049 vCPUs"), e::toString);
        assertThrows(BootException.class, () -> AcpiTables.place(layout, AcpiMachine.of(0)));
    }

    @Test
    void theRootPointerLeadsToTheXsdtAlone() {
        ByteBuffer rsdp = GuestTables.of(1).table("RSDP");
        assertEquals(2, rsdp.get(15));
        assertEquals(0, rsdp.getInt(16));
        assertEquals(36, rsdp.getInt(20));
    }

    @Test
    void theFadtAgreesWithItself() {
        ByteBuffer fadt = GuestTables.of(1).table("FACP");
        assertEquals(276, fadt.capacity());
        assertEquals(6, fadt.get(8));
        assertEquals(5, fadt.get(131));
        assertEquals(fadt.getInt(40), fadt.getLong(140), "DSDT");
        assertEquals(0, fadt.getLong(132), "where FIRMWARE_CTRL is set, this must not be");
        assertEquals(0, fadt.getInt(48), "SMI_CMD");
        block(fadt, 56, 88, 148, 4);
        block(fadt, 64, 89, 172, 2);
        block(fadt, 76, 91, 208, 4);
        block(fadt, 80, 92, 220, 4);
        assertEquals(0x0007, fadt.getShort(109), "legacy devices, 8042, no VGA");
        assertEquals(0x565, fadt.getInt(112), "no flag for the power button, so it is a fixed one");
    }

    private static void block(ByteBuffer fadt, int port, int length, int extended, int bytes) {
        assertEquals(bytes, fadt.get(length));
        assertEquals(1, fadt.get(extended), "ports");
        assertEquals(bytes * 8, fadt.get(extended + 1));
        assertEquals(0, fadt.get(extended + 2));
        assertEquals(fadt.getInt(port), fadt.getLong(extended + 4));
    }

    @Test
    void theMadtListsEveryVcpuOnce() {
        ByteBuffer madt = GuestTables.of(300).table("APIC");
        assertEquals(0xfee00000, madt.getInt(36));
        assertEquals(1, madt.getInt(40), "with 8259A");
        List<Integer> ids = new ArrayList<>();
        List<String> others = new ArrayList<>();
        int at = 44;
        for (; at < madt.capacity(); at += madt.get(at + 1)) {
            switch (madt.get(at)) {
                case 0 -> {
                    assertEquals(madt.get(at + 2), madt.get(at + 3), "UID and id");
                    assertEquals(1, madt.getInt(at + 4));
                    ids.add(madt.get(at + 3) & 0xff);
                }
                case 9 -> {
                    assertEquals(madt.getInt(at + 12), madt.getInt(at + 4), "UID and id");
                    assertEquals(1, madt.getInt(at + 8));
                    ids.add(madt.getInt(at + 4));
                }
                default -> others.add(hex(madt, at));
            }
        }
        assertEquals(madt.capacity(), at);
        assertEquals(300, ids.size());
        for (int i = 0; i < 300; i++) {
            assertEquals(i, ids.get(i));
        }
        assertEquals(List.of("010c0000" + "0000c0fe" + "00000000", "020a0009" + "09000000" + "0d00"), others);
    }

    @Test
    void whereConfigurationSpaceIsMappedIsToldAndReserved() {
        GuestTables tables = GuestTables.of(AcpiMachine.of(1).with(new AcpiMachine.Ecam(0xe000_0000L, 256)));
        ByteBuffer mcfg = tables.table("MCFG");
        assertEquals(60, mcfg.capacity());
        assertEquals(0, sum(tables.bytes("MCFG"), 60));
        assertEquals(0xe000_0000L, mcfg.getLong(44));
        assertEquals(0, mcfg.getInt(52) & 0xff_ffff, "segment 0, from bus 0");
        assertEquals((byte) 255, mcfg.get(55), "to bus 255");
        String dsdt = HexFormat.of().formatHex(tables.bytes("DSDT"));
        assertTrue(dsdt.contains("8609000" + "1" + "000000e0" + "00000010"), dsdt);
    }

    @ParameterizedTest
    @CsvSource({"-1048576,1", "1,1", "0xfff00000,2", "0,0", "0,257"})
    void configurationSpaceLiesWhereTheTableCanSay(String address, int buses) {
        assertThrows(IllegalArgumentException.class, () -> new AcpiMachine.Ecam(Long.decode(address), buses));
    }

    @Test
    void theRootOfPciHasAWindowAbove4GiBOnlyWhereThereIsOne() {
        AcpiMachine.Ecam ecam = new AcpiMachine.Ecam(0xe000_0000L, 256);
        String low = dsdt(AcpiMachine.of(1).with(ecam));
        String both = dsdt(AcpiMachine.of(1).with(ecam, new MemoryMap.Range(1L << 32, 1L << 30)));
        String none = dsdt(AcpiMachine.of(1));
        String root = HexFormat.of().formatHex("PCI0".getBytes(StandardCharsets.US_ASCII));
        assertTrue(low.contains(root) && both.contains(root));
        assertFalse(none.contains(root));
        assertTrue(both.contains("000000c0" + "ffffffdf" + "00000000" + "00000020" + "8a2b00"), both);
        assertTrue(low.contains("000000c0" + "ffffffdf" + "00000000" + "00000020" + "7900"), low);
    }

    @Test
    void virtioDevicesWithoutABusAreListed() {
        AcpiMachine machine = AcpiMachine.of(1)
                .with(new AcpiMachine.VirtioMmio(0, 0xf000_0000L, 0x200, 5))
                .with(new AcpiMachine.VirtioMmio(1, 0xf000_0200L, 0x200, 6));
        String dsdt = dsdt(machine);
        assertTrue(dsdt.contains("86090001" + "000000f0" + "00020000" + "8906000101" + "05000000" + "7900"), dsdt);
        assertTrue(dsdt.contains("86090001" + "000200f0" + "00020000" + "8906000101" + "06000000" + "7900"), dsdt);
        assertThrows(IllegalArgumentException.class, () -> new AcpiMachine.VirtioMmio(4096, 0, 1, 5));
        assertThrows(IllegalArgumentException.class, () -> new AcpiMachine.VirtioMmio(0, 0xffff_ff00L, 0x200, 5));
        assertThrows(IllegalArgumentException.class, () -> new AcpiMachine.VirtioMmio(0, 0, 0, 5));
        assertThrows(IllegalArgumentException.class, () -> new AcpiMachine.VirtioMmio(0, 0, 1, -1));
    }

    private static String dsdt(AcpiMachine machine) {
        return HexFormat.of().formatHex(GuestTables.of(machine).bytes("DSDT"));
    }

    @Test
    void onlyAMachineWithAPanicDeviceNamesOne() {
        String id = HexFormat.of().formatHex("QEMU0001".getBytes(StandardCharsets.US_ASCII));
        assertFalse(HexFormat.of().formatHex(GuestTables.of(1).bytes("DSDT")).contains(id));
        assertTrue(HexFormat.of()
                .formatHex(
                        GuestTables.of(AcpiMachine.of(1).withPanicDevice(true)).bytes("DSDT"))
                .contains(id));
    }

    private static String hex(ByteBuffer madt, int at) {
        StringBuilder hex = new StringBuilder();
        for (int i = 0; i < madt.get(at + 1); i++) {
            hex.append(String.format("%02x", madt.get(at + i)));
        }
        return hex.toString();
    }

    private static int sum(byte[] bytes, int length) {
        byte sum = 0;
        for (int i = 0; i < length; i++) {
            sum += bytes[i];
        }
        return sum;
    }
}
