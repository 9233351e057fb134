package io.hv.shell.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class SizesTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1000, 1000",
        "7b, 7",
        "1k, 1024",
        "3K, 3072",
        "1.5G, 1610612736",
        "2T, 2199023255552",
        "1P, 1125899906842624",
        "7E, 8070450532247928832",
        "1.1k, 1126"
    })
    void isRead(String text, long bytes) {
        assertEquals(bytes, Sizes.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "k", "1X", "1 k", "-1", "+1", "1.5", "0x10", "1kB", "1e3", "8E", "99999999999999999999"})
    void isRefused(String text) {
        TypeConversionException refused = assertThrows(TypeConversionException.class, () -> Sizes.parse(text));
        assertTrue(String.valueOf(refused.getMessage()).startsWith("'" + text + "' is "), refused.getMessage());
    }

    /** As qemu-img shows them. */
    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "999, 999 B",
        "1000, 0.977 KiB",
        "1024, 1 KiB",
        "67125248, 64 MiB",
        "104857600, 100 MiB",
        "1610612736, 1.5 GiB",
        "196616, 192 KiB",
        "9223372036854775807, 8 EiB"
    })
    void isShown(long bytes, String text) {
        assertEquals(text, Sizes.text(bytes));
    }

    @Test
    void isRoundedUpToSectors() {
        assertEquals(0, Sizes.roundUp(0));
        assertEquals(512, Sizes.roundUp(1));
        assertEquals(1024, Sizes.roundUp(1024));
    }
}
