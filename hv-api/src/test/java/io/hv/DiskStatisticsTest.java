package io.hv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Statistics of disks as values. */
class DiskStatisticsTest {

    private static DiskStatistics full() {
        return DiskStatistics.of(1, 512, 2, 1024).flushes(3).discards(4, 2048).busy(Duration.ofMillis(5));
    }

    @Test
    void whatIsNotCountedIsEmpty() {
        DiskStatistics few = DiskStatistics.of(1, 512, 2, 1024);
        assertEquals(1, few.reads());
        assertEquals(512, few.readBytes());
        assertEquals(2, few.writes());
        assertEquals(1024, few.writtenBytes());
        assertEquals(OptionalLong.empty(), few.flushes());
        assertEquals(OptionalLong.empty(), few.discards());
        assertEquals(OptionalLong.empty(), few.discardedBytes());
        assertEquals(Optional.empty(), few.busy());
        assertEquals("1 reads of 512 bytes, 2 writes of 1024 bytes", few.toString());
    }

    @Test
    void everyPartIsKeptAndCounts() {
        assertEquals(OptionalLong.of(3), full().flushes());
        assertEquals(OptionalLong.of(4), full().discards());
        assertEquals(OptionalLong.of(2048), full().discardedBytes());
        assertEquals(Optional.of(Duration.ofMillis(5)), full().busy());
        assertEquals(full(), full());
        assertEquals(full().hashCode(), full().hashCode());
        assertNotEquals(full(), full().flushes(4));
        assertNotEquals(full(), full().discards(5, 2048));
        assertNotEquals(full(), full().discards(4, 2049));
        assertNotEquals(full(), full().busy(Duration.ofMillis(6)));
        assertNotEquals(DiskStatistics.of(1, 2, 3, 4), DiskStatistics.of(1, 2, 3, 5));
        assertEquals(
                "1 reads of 512 bytes, 2 writes of 1024 bytes, 3 flushes, 4 discards of 2048 bytes, busy PT0.005S",
                full().toString());
    }
}
