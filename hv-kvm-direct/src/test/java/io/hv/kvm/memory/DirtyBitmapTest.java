package io.hv.kvm.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class DirtyBitmapTest {

    private final DirtyBitmap bitmap = new DirtyBitmap(130 * 4096L);

    @Test
    void aRangeMarksEveryPageThatItTouches() {
        bitmap.mark(0xfff, 1);
        bitmap.mark(63 * 4096L + 4095, 4096L + 2);
        bitmap.mark(129 * 4096L, 0);
        assertTrue(bitmap.isDirty(0));
        assertFalse(bitmap.isDirty(1));
        assertTrue(bitmap.isDirty(63));
        assertTrue(bitmap.isDirty(64));
        assertTrue(bitmap.isDirty(65));
        assertFalse(bitmap.isDirty(66));
        assertFalse(bitmap.isDirty(129));
        assertEquals(4, bitmap.count());
    }

    @Test
    void aLogOfKvmIsAddedAtItsPlace() {
        bitmap.mark(0, 1);
        ByteBuffer log = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        log.putLong(0, 1L << 63).putLong(8, 3);
        bitmap.merge(1, log);
        assertArrayEquals(new long[] {1, 1 | 1 << 1 | 1 << 2, 0}, bitmap.take());
        assertEquals(0, bitmap.count());
        assertEquals(130, bitmap.pages());
    }
}
