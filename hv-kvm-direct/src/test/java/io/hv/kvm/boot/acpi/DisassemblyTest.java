package io.hv.kvm.boot.acpi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hv.kvm.boot.Tool;
import io.hv.kvm.memory.MemoryMap;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ACPI's own compiler reads the tables, and writes the same AML from what it has read. */
class DisassemblyTest {

    /** All that the tables can tell of. */
    private static final AcpiMachine FULL = AcpiMachine.of(300)
            .withPanicDevice(true)
            .with(new AcpiMachine.Ecam(0xe000_0000L, 256), new MemoryMap.Range(1L << 32, 1L << 36))
            .withHotPlug()
            .with(new AcpiMachine.VirtioMmio(0, 0xf000_0000L, 0x200, 5))
            .with(new AcpiMachine.VirtioMmio(0xfff, 0xfebf_fe00L, 0x200, 23));

    @TempDir
    private Path folder;

    @BeforeAll
    static void find() {
        assumeTrue(Tool.find("iasl").isPresent(), "no iasl on the PATH: install acpica-tools to run this test");
    }

    /** All but the root pointer, which has no table's header: iasl writes it but does not read it. */
    @Test
    void itReadsEveryTable() throws Exception {
        Map<String, byte[]> tables = new TreeMap<>(GuestTables.of(FULL).all());
        tables.remove("RSDP");
        for (Map.Entry<String, byte[]> table : tables.entrySet()) {
            String text = disassemble(table.getKey(), table.getValue());
            assertTrue(text.contains(table.getKey()), text);
            assertFalse(text.contains("Invalid"), text);
            assertFalse(text.contains("Incorrect"), text);
        }
    }

    @Test
    void itWritesTheSameAml() throws Exception {
        byte[] dsdt = GuestTables.of(FULL).bytes("DSDT");
        String text = disassemble("DSDT", dsdt);
        assertTrue(text.contains("Name (_HID, EisaId (\"PNP0501\")"), text);
        assertTrue(text.contains("Name (_HID, EisaId (\"PNP0A08\")"), text);
        assertTrue(text.contains("33db4d5b-1ff7-401c-9657-7441c03dd766"), text);
        assertTrue(text.contains("Name (_HID, \"LNRO0005\")"), text);
        assertTrue(text.contains("Notify (\\_SB.VGEN, 0x80)"), text);
        assertTrue(text.contains("OperationRegion (PHPR, SystemIO, 0x0640, 0x0C)"), text);
        assertTrue(text.contains("Method (_EJ0, 1, Serialized)"), text);
        assertTrue(text.contains("Notify (S1F_, 0x03)") || text.contains("Notify (S1F, 0x03)"), text);
        assertTrue(text.contains("\\_SB.PCI0.PHEV ()"), text);
        String said = iasl("-oa", "-p", "again", "DSDT.dsl");
        assertTrue(said.contains("0 Errors, 0 Warnings"), said);
        byte[] again = Files.readAllBytes(folder.resolve("again.aml"));
        assertArrayEquals(
                Arrays.copyOfRange(dsdt, Table.HEADER_SIZE, dsdt.length),
                Arrays.copyOfRange(again, Table.HEADER_SIZE, again.length));
    }

    private String disassemble(String name, byte[] table) throws Exception {
        Files.write(folder.resolve(name + ".dat"), table);
        iasl("-d", name + ".dat");
        return Files.readString(folder.resolve(name + ".dsl"), StandardCharsets.ISO_8859_1);
    }

    private String iasl(String... arguments) throws IOException, InterruptedException {
        return Tool.run(
                folder,
                Stream.concat(Stream.of(Tool.find("iasl").orElseThrow().toString()), Stream.of(arguments))
                        .toArray(String[]::new));
    }
}
