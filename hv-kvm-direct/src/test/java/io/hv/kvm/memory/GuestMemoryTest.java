package io.hv.kvm.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GuestMemoryTest {

    private static final long HIGH = 1L << 32;
    private static final List<Region> TWO = List.of(new Region(0, 0x10000, 0), new Region(HIGH, 0x10000, 0x10000));

    /** Chunks of one page, so that crossings are everywhere. */
    private final GuestMemory memory = new GuestMemory(TWO, new HeapBacking(TWO, 12));

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 0xff9, 0xffc, 0xffd, 0xfff, 0x1000, 0xfff8, HIGH, HIGH + 0xfff, HIGH + 0xfff8})
    void valuesAreLittleEndianAtAnyAddress(long address) {
        memory.putLong(address, 0x1122334455667788L);
        assertArrayEquals(new byte[] {(byte) 0x88, 0x77, 0x66, 0x55, 0x44, 0x33, 0x22, 0x11}, memory.read(address, 8));
        assertEquals(0x1122334455667788L, memory.getLong(address));
        assertEquals(0x55667788, memory.getInt(address));
        assertEquals(0x7788, memory.getShort(address));
        assertEquals((byte) 0x88, memory.getByte(address));
        memory.putInt(address, 0xdeadbeef);
        memory.putShort(address, (short) 0x1234);
        memory.putByte(address, (byte) 0x99);
        assertEquals(0x11223344dead1299L, memory.getLong(address));
    }

    @ParameterizedTest
    @CsvSource({
        "0xffff, 2",
        "0x10000, 1",
        "0x0fffc, 8",
        "0xffffffff, 1",
        "0xffffffff, 2",
        "0x100010000, 1",
        "0x10000fff9, 8",
        "-1, 1",
        "-1, 2",
        "0x7fffffffffffffff, 1",
        "0, -1",
        "0, 0x7fffffff",
        "-8, 16"
    })
    void accessesThatAreNotAllRamThrow(long address, int length) {
        GuestAddressException read = assertThrows(GuestAddressException.class, () -> memory.read(address, length));
        assertEquals(address, read.address());
        assertEquals(length, read.length());
        assertThrows(GuestAddressException.class, () -> memory.fill(address, length, (byte) 0));
        assertFalse(memory.contains(address, length));
        assertEquals(0, memory.dirty().count());
    }

    @Test
    void aRangeMayCrossManyChunks() {
        byte[] pattern = new byte[0x4321];
        for (int i = 0; i < pattern.length; i++) {
            pattern[i] = (byte) (i * 31);
        }
        memory.write(0x0fed, pattern);
        assertArrayEquals(pattern, memory.read(0x0fed, pattern.length));
        ByteBuffer buffer = ByteBuffer.wrap(pattern);
        memory.write(HIGH + 0x777, buffer);
        assertFalse(buffer.hasRemaining());
        assertArrayEquals(pattern, memory.read(HIGH + 0x777, pattern.length));
        memory.fill(0x0fed, pattern.length, (byte) 0x5a);
        assertEquals((byte) 0x5a, memory.getByte(0x0fed));
        assertEquals((byte) 0x5a, memory.getByte(0x0fed + pattern.length - 1));
        assertEquals((byte) 0, memory.getByte(0x0fed + pattern.length));
        assertEquals((byte) 0, memory.getByte(0x0fec));
    }

    @Test
    void wholeRegionsCanBeReadAndNothingAtTheirEnd() {
        assertEquals(0x10000, memory.read(0, 0x10000).length);
        assertEquals(0, memory.read(0x10000, 0).length);
        assertTrue(memory.contains(HIGH, 0x10000));
        assertEquals(0x20000, memory.size());
    }

    @Test
    void writesAreMarkedAndReadsAreNot() {
        memory.read(0, 0x10000);
        assertEquals(0, memory.dirty().count());
        memory.putShort(0x2fff, (short) 1);
        memory.write(HIGH + 0x1000, new byte[0]);
        memory.putByte(HIGH, (byte) 0);
        assertArrayEquals(new long[] {1 << 2 | 1 << 3 | 1 << 16}, memory.dirty().take());
        assertEquals(0, memory.dirty().count());
    }

    @Test
    void everyAccessAfterCloseThrows() {
        memory.close();
        memory.close();
        assertThrows(IllegalStateException.class, () -> memory.getByte(0));
        assertThrows(IllegalStateException.class, () -> memory.getLong(0xfff));
        assertThrows(IllegalStateException.class, () -> memory.putInt(0, 1));
        assertThrows(IllegalStateException.class, () -> memory.read(0, 1));
        assertThrows(IllegalStateException.class, () -> memory.write(0, new byte[1]));
        assertThrows(IllegalStateException.class, () -> memory.hostAddress(TWO.get(0)));
    }

    @Test
    void regionsMustBeInOrderAndFillTheFile() {
        Region low = new Region(0, 0x1000, 0);
        assertThrows(IllegalArgumentException.class, () -> GuestMemory.onHeap());
        assertThrows(IllegalArgumentException.class, () -> GuestMemory.onHeap(low, low));
        assertThrows(IllegalArgumentException.class, () -> GuestMemory.onHeap(low, new Region(0x1000, 0x1000, 0x3000)));
        assertThrows(IllegalArgumentException.class, () -> new Region(0, 100, 0));
        assertThrows(IllegalArgumentException.class, () -> new Region(-4096, 4096, 0));
        assertThrows(IllegalArgumentException.class, () -> new Region(Long.MAX_VALUE & -4096, 8192, 0));
    }
}
