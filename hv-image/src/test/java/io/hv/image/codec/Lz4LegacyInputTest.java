package io.hv.image.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class Lz4LegacyInputTest {

    private static final byte[] MAGIC = {0x02, 0x21, 0x4c, 0x18};

    private static byte[] join(byte[]... parts) {
        int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        byte[] all = Arrays.copyOf(new byte[0], length);
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static void assertFault(String why, byte[]... frame) {
        CodecException e =
                assertThrows(CodecException.class, () -> Samples.decode(Codec.LZ4_LEGACY, join(frame), 1 << 20), why);
        assertTrue(e.why().contains(why), e.toString());
    }

    @Test
    void blocksFollowEachOther() throws IOException {
        byte[] plain = Samples.bytes((17 << 20) + 5);
        assertArrayEquals(
                plain, Samples.decode(Codec.LZ4_LEGACY, Samples.compress(Codec.LZ4_LEGACY, plain), plain.length));
    }

    @Test
    void framesFollowEachOther() throws IOException {
        byte[] two = join(MAGIC, bytes(2, 0, 0, 0, 0x10, 'a'), MAGIC, bytes(2, 0, 0, 0, 0x10, 'b'));
        assertArrayEquals(bytes('a', 'b'), Samples.decode(Codec.LZ4_LEGACY, two, 2));
    }

    @Test
    void aMatchMayRepeatWhatItGives() throws IOException {
        // Three literals, then 4 + 15 + 255 + 1 bytes from three bytes before; then nothing more.
        byte[] frame = join(MAGIC, bytes(9, 0, 0, 0, 0x3f, 'x', 'y', 'z', 3, 0, 255, 1, 0));
        byte[] plain = Samples.decode(Codec.LZ4_LEGACY, frame, 1 << 20);
        assertEquals("xyz".repeat(92) + "xy", new String(plain, java.nio.charset.StandardCharsets.US_ASCII));
    }

    @Test
    void anEmptyFrameGivesNothing() throws IOException {
        assertEquals(0, Samples.decode(Codec.LZ4_LEGACY, MAGIC, 0).length);
    }

    @Test
    void framesThatAreWrong() {
        assertFault("magic", bytes(1, 2, 3, 4));
        assertFault("cut short", bytes(2, 0x21));
        assertFault("magic", new byte[0]);
        assertFault("0 bytes", MAGIC, bytes(0, 0, 0, 0));
        assertFault("4294967295 bytes", MAGIC, bytes(255, 255, 255, 255));
        assertFault("cut short", MAGIC, bytes(9, 0));
        assertFault("cut short", MAGIC, bytes(9, 0, 0, 0, 1));
    }

    @Test
    void blocksThatAreWrong() {
        assertFault("a block is empty", MAGIC, bytes(1, 0, 0, 0, 0));
        assertFault("damaged at its byte 1", MAGIC, bytes(2, 0, 0, 0, 0x20, 'a'));
        assertFault("damaged", MAGIC, bytes(4, 0, 0, 0, 0x10, 'a', 0, 0));
        assertFault("damaged", MAGIC, bytes(4, 0, 0, 0, 0x10, 'a', 2, 0));
        assertFault("damaged", MAGIC, bytes(3, 0, 0, 0, 0x10, 'a', 1));
        assertFault("damaged", MAGIC, bytes(4, 0, 0, 0, 0x10, 'a', 1, 0));
        assertFault("damaged", MAGIC, bytes(3, 0, 0, 0, 0xf0, 255, 255));
    }
}
