package io.hv.xml.value;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.ByteSize;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {

    @ParameterizedTest
    @CsvSource({
        "b, 1",
        "bytes, 1",
        "Byte, 1",
        "K, 1024",
        "kib, 1024",
        "KB, 1000",
        "M, 1048576",
        "MiB, 1048576",
        "mb, 1000000",
        "GiB, 1073741824",
        "GB, 1000000000",
        "TiB, 1099511627776",
        "PB, 1000000000000000",
        "EiB, 1152921504606846976",
    })
    void units(String name, long bytes) {
        SizeUnit unit = SizeUnit.parse(name);
        assertEquals(bytes, unit.bytes());
        assertEquals(name, unit.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Ki", "KiBs", "bit", "ZiB", "K B", "iB"})
    void noUnits(String name) {
        assertThrows(IllegalArgumentException.class, () -> SizeUnit.parse(name));
    }

    @Test
    void sizesEndWhereALongEnds() {
        assertEquals(new ByteSize(7L << 60), SizeUnit.parse("E").times(7));
        assertThrows(IllegalArgumentException.class, () -> SizeUnit.parse("E").times(8));
        assertThrows(IllegalArgumentException.class, () -> SizeUnit.KIB.times(-1));
        assertTrue(SizeUnit.MIB.divides(ByteSize.gib(3)));
        assertFalse(SizeUnit.MIB.divides(ByteSize.kib(3)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 0",
                "0-3,8 | 0-3,8",
                "3,1,2 | 1-3",
                "0-7,^3 | 0-2,4-7",
                "^3,3 | 3",
                " 1 , 2 | 1-2",
                "65535 | 65535",
            })
    void sets(String text, String canonical) {
        CpuSet set = CpuSet.parse(text);
        assertEquals(canonical, set.toString());
        assertEquals(set, CpuSet.parse(canonical));
        assertEquals(set.hashCode(), CpuSet.parse(canonical).hashCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",", "1,", "a", "-1", "3-1", "65536", "0-9999999999", "^1-2", "1-2-3"})
    void noSets(String text) {
        assertThrows(IllegalArgumentException.class, () -> CpuSet.parse(text));
    }

    @Test
    void whatASetHas() {
        CpuSet set = CpuSet.of(5, 1);
        assertTrue(set.contains(1));
        assertFalse(set.contains(2));
        assertFalse(set.contains(-1));
        assertEquals(2, set.size());
        assertArrayEquals(new int[] {1, 5}, set.stream().toArray());
        assertEquals(set, CpuSet.parse("1,5"));
        assertEquals(CpuSet.range(2, 4), CpuSet.of(2, 3, 4));
        assertThrows(IllegalArgumentException.class, () -> CpuSet.range(4, 2));
    }
}
