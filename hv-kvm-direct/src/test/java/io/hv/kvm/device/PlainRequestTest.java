package io.hv.kvm.device;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.BufferOverflowException;
import java.nio.BufferUnderflowException;
import org.junit.jupiter.api.Test;

class PlainRequestTest {

    private static byte[] counting(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (0xf0 + i);
        }
        return bytes;
    }

    @Test
    void readsAsAGuestsRequestDoes() {
        RequestReader reader = new PlainRequest(counting(20), 0).reader();
        assertEquals(0xf0, reader.readByte());
        assertEquals(0xf2f1, reader.readShort());
        assertEquals(0xf6f5f4f3, reader.readInt());
        assertEquals(0xfefdfcfbfaf9f8f7L, reader.readLong());
        reader.skip(2);
        assertEquals(3, reader.remaining());
        byte[] rest = new byte[5];
        reader.read(rest, 1, 3);
        assertArrayEquals(new byte[] {0, 1, 2, 3, 0}, rest);
        assertEquals(0, reader.remaining());
    }

    @Test
    void writesAsAGuestsRequestDoes() {
        PlainRequest request = new PlainRequest(new byte[0], 18);
        RequestWriter writer = request.writer();
        writer.writeByte(0x1f0);
        writer.writeShort(0x1f2f1);
        writer.writeInt(0xf6f5f4f3);
        writer.writeLong(0xfefdfcfbfaf9f8f7L);
        writer.write(counting(20), 15, 2);
        assertEquals(17, writer.written());
        assertEquals(1, writer.remaining());
        assertArrayEquals(counting(17), request.answer());
    }

    @Test
    void whatIsNotThereIsRefused() {
        RequestReader reader = new PlainRequest(new byte[3], 0).reader();
        assertThrows(BufferUnderflowException.class, reader::readInt);
        assertThrows(BufferUnderflowException.class, () -> reader.skip(4));
        assertThrows(BufferUnderflowException.class, () -> reader.skip(-1));
        assertEquals(3, reader.remaining());
        RequestWriter writer = new PlainRequest(new byte[0], 3).writer();
        assertThrows(BufferOverflowException.class, () -> writer.writeInt(1));
        assertEquals(0, writer.written());
    }

    @Test
    void isCompletedOnce() {
        byte[] said = {1};
        PlainRequest request = new PlainRequest(said, 0);
        said[0] = 2;
        assertEquals(1, request.reader().readByte());
        assertFalse(request.isCompleted());
        assertFalse(request.lost());
        request.complete();
        assertTrue(request.isCompleted());
        assertThrows(IllegalStateException.class, request::complete);
    }
}
