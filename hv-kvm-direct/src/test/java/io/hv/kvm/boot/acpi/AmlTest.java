package io.hv.kvm.boot.acpi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

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

    @Test
    void namesHaveFourCharacters() {
        assertThrows(IllegalArgumentException.class, () -> Aml.name("_S5", Aml.integer(0)));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
