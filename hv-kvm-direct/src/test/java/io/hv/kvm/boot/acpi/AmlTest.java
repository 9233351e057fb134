package io.hv.kvm.boot.acpi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hv.kvm.memory.MemoryMap;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmlTest {

    @Test
    void numbersTakeTheLeastBytes() {
        assertEquals("00", hex(Aml.integer(0)));
        assertEquals("01", hex(Aml.integer(1)));
        assertEquals("0aff", hex(Aml.integer(0xff)));
        assertEquals("0b0001", hex(Aml.integer(0x100)));
        assertEquals("0c00000100", hex(Aml.integer(0x10000)));
        assertEquals("0cffffffff", hex(Aml.integer(-1)));
    }

    @Test
    void idsAreCompressed() {
        assertEquals("0c41d00501", hex(Aml.eisaId("PNP0501")));
        assertEquals("0c41d00b00", hex(Aml.eisaId("PNP0B00")));
    }

    @Test
    void softOffAsTheSpecificationEncodesIt() {
        byte[] five = Aml.integer(5);
        assertEquals(
                "085f53355f120804" + "0a050a05" + "0000",
                hex(Aml.name("_S5_", Aml.packageOf(five, five, Aml.integer(0), Aml.integer(0)))));
    }

    /** The length counts its own bytes, so each step comes before its round number. */
    @ParameterizedTest
    @CsvSource({
        "62, 3f",
        "63, 4104",
        "4093, 4fff",
        "4094, 810001",
        "1048572, 8fffff",
        "1048573, c1000001",
    })
    void lengthsGrowByBytes(int content, String length) {
        String name = "5c5f53425f";
        String term = hex(Aml.scope("_SB_", new byte[content - name.length() / 2]));
        assertEquals("10" + length + name, term.substring(0, 2 + length.length() + name.length()));
        assertEquals(1 + length.length() / 2 + content, term.length() / 2);
    }

    @Test
    void devicesPortsAndInterrupts() {
        assertEquals("5b8209" + "4b42445f" + "0a070a08", hex(Aml.device("KBD_", Aml.integer(7), Aml.integer(8))));
        assertEquals("4701f803f8030108", hex(Resources.ports(0x3f8, 8)));
        assertEquals("221000", hex(Resources.interrupt(4)));
        assertEquals("220001", hex(Resources.interrupt(8)));
        assertEquals("1108" + "0a05" + "220001" + "7900", hex(Resources.of(Resources.interrupt(8))));
        assertEquals("0d4100", hex(Aml.string("A")));
    }

    /** ACPI 6.5, 6.4.3.5 and 6.4.3.6. */
    @Test
    void windowsAndLevels() {
        assertEquals("880d00" + "020c00" + "0000" + "0000" + "ff00" + "0000" + "0001", hex(Resources.buses(0, 256)));
        assertEquals(
                "871700" + "000c01" + "00000000" + "000000c0" + "ffffffdf" + "00000000" + "00000020",
                hex(Resources.window32(new MemoryMap.Range(0xc000_0000L, 0x2000_0000L))));
        assertEquals(
                "8a2b00" + "000c01" + "0000000000000000" + "0000000001000000" + "ffffffff01000000" + "0000000000000000"
                        + "0000000001000000",
                hex(Resources.window64(new MemoryMap.Range(1L << 32, 1L << 32))));
        assertEquals("890600" + "01" + "01" + "17000000", hex(Resources.level(23)));
    }

    @Test
    void methodsAndTerms() {
        assertEquals(
                "140a" + "5f4f5343" + "0c" + "a46b" + "a401",
                hex(Aml.method("_OSC", 4, Aml.returns(Aml.ARGUMENT_3), Aml.returns(Aml.integer(1)))));
        assertEquals(
                "a007" + "92936901" + "a400",
                hex(Aml.when(Aml.differs(Aml.ARGUMENT_1, Aml.integer(1)), Aml.returns(Aml.integer(0)))));
        assertEquals("8a6b0a0853544154", hex(Aml.field32(Aml.ARGUMENT_3, 8, Aml.segment("STAT"))));
        assertEquals("7b606860", hex(Aml.and(Aml.LOCAL_0, Aml.ARGUMENT_0, Aml.LOCAL_0)));
        assertEquals("7d606860", hex(Aml.or(Aml.LOCAL_0, Aml.ARGUMENT_0, Aml.LOCAL_0)));
        assertEquals("706860", hex(Aml.store(Aml.ARGUMENT_0, Aml.LOCAL_0)));
    }

    @Test
    void namesHaveFourCharacters() {
        assertThrows(IllegalArgumentException.class, () -> Aml.name("_S5", Aml.integer(0)));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
