package io.hv.kvm.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EnabledOnOs(value = OS.LINUX, architectures = "amd64", disabledReason = "memfd and mmap")
class MappedMemoryTest {

    private static final long GIB = 1L << 30;
    private static final MemoryMap FIVE_GIB = MemoryMap.of(5 * GIB, 40);

    @ParameterizedTest
    @ValueSource(longs = {0, GIB - 4, 2 * GIB - 1, 3 * GIB - 8, 4 * GIB, 5 * GIB - 3, 6 * GIB - 8})
    void aLargeMachineIsReadAndWrittenAcrossItsChunks(long address) {
        try (GuestMemory memory = GuestMemory.map(FIVE_GIB, "hv-large")) {
            memory.putLong(address, 0x1122334455667788L);
            assertEquals(0x1122334455667788L, memory.getLong(address));
            assertArrayEquals(
                    new byte[] {(byte) 0x88, 0x77, 0x66, 0x55, 0x44, 0x33, 0x22, 0x11}, memory.read(address, 8));
            assertFalse(memory.contains(3 * GIB, 1));
            assertThrows(GuestAddressException.class, () -> memory.putLong(3 * GIB - 4, 1));
            assertThrows(GuestAddressException.class, () -> memory.getByte(6 * GIB));
        }
    }

    @Test
    void itIsUnmappedOnceAndNeverTouchedAgain() throws IOException {
        GuestMemory memory = GuestMemory.map(FIVE_GIB, "hv-gone-memory");
        assertTrue(maps().contains("hv-gone-memory"));
        long low = memory.hostAddress(memory.regions().get(0));
        assertEquals(low + 3 * GIB, memory.hostAddress(memory.regions().get(1)));
        memory.close();
        memory.close();
        assertFalse(maps().contains("hv-gone-memory"));
        assertThrows(IllegalStateException.class, () -> memory.getByte(0));
        assertThrows(IllegalStateException.class, () -> memory.putByte(4 * GIB, (byte) 1));
        assertThrows(
                IllegalStateException.class,
                () -> memory.hostAddress(memory.regions().get(0)));
    }

    private static String maps() throws IOException {
        return Files.readString(Path.of("/proc/self/maps"));
    }
}
