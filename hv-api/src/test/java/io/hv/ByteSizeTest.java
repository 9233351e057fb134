package io.hv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSizeTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 1",
        "7B, 7",
        "1K, 1024",
        "1KiB, 1024",
        "1KB, 1000",
        "3 MiB, 3145728",
        "3MB, 3000000",
        "2g, 2147483648",
        "2 gib, 2147483648",
        "1T, 1099511627776",
        "1TB, 1000000000000",
        "' 5 K ', 5120",
        "9223372036854775807, 9223372036854775807"
    })
    void parses(String text, long bytes) {
        assertEquals(ByteSize.bytes(bytes), ByteSize.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "K",
                "-1",
                "+1",
                "1.5G",
                "1 K B",
                "1E",
                "1KiBi",
                "0x10",
                "1\u00a0K",
                "9223372036854775808",
                "8388608T",
                "99999999999999999999"
            })
    void refuses(String text) {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> ByteSize.parse(text));
        assertTrue(String.valueOf(refused.getMessage()).contains("'" + text + "'"), refused.getMessage());
    }

    @Test
    void units() {
        assertEquals(1L << 10, ByteSize.kib(1).bytes());
        assertEquals(1L << 20, ByteSize.mib(1).bytes());
        assertEquals(1L << 30, ByteSize.gib(1).bytes());
        assertThrows(ArithmeticException.class, () -> ByteSize.gib(Long.MAX_VALUE));
        assertThrows(IllegalArgumentException.class, () -> ByteSize.bytes(-1));
        assertThrows(IllegalArgumentException.class, () -> ByteSize.kib(-1));
    }

    @Test
    void printsInTheLargestUnitThatDivides() {
        assertEquals("0 B", ByteSize.bytes(0).toString());
        assertEquals("1023 B", ByteSize.bytes(1023).toString());
        assertEquals("1 KiB", ByteSize.kib(1).toString());
        assertEquals("1025 KiB", ByteSize.kib(1025).toString());
        assertEquals("256 MiB", ByteSize.mib(256).toString());
        assertEquals("1024 TiB", ByteSize.gib(1 << 20).toString());
    }

    /** What is printed is read back, for sizes of every magnitude, whatever the locale. */
    @Test
    void readsBackWhatItPrints() {
        SplittableRandom random = new SplittableRandom(2026);
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr-TR"));
        try {
            for (int i = 0; i < 10_000; i++) {
                ByteSize size = ByteSize.bytes(random.nextLong() >>> random.nextInt(1, 64));
                assertEquals(size, ByteSize.parse(size.toString()));
                ByteSize round = ByteSize.bytes((1L << random.nextInt(63)) & Long.MAX_VALUE);
                assertEquals(round, ByteSize.parse(round.toString()));
            }
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void isOrderedBySize() {
        assertTrue(ByteSize.kib(1).compareTo(ByteSize.mib(1)) < 0);
        assertEquals(0, ByteSize.kib(1024).compareTo(ByteSize.mib(1)));
    }
}
