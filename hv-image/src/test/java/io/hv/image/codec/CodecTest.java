package io.hv.image.codec;

import static io.hv.image.codec.Samples.compress;
import static io.hv.image.codec.Samples.decode;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class CodecTest {

    private static final int SIZE = 60_000;

    @ParameterizedTest
    @EnumSource
    void whatOthersCompressedComesBack(Codec codec) throws IOException {
        for (int size : new int[] {1, 2, 12, 13, 64, 4096, 65_537, 200_000}) {
            byte[] plain = Samples.bytes(size);
            byte[] compressed = compress(codec, plain);
            assertEquals(Optional.of(codec), Codec.detect(compressed));
            assertArrayEquals(plain, decode(codec, compressed, size), codec + " " + size);
        }
    }

    @ParameterizedTest
    @EnumSource
    void oneByteAtATimeIsTheSame(Codec codec) throws IOException {
        byte[] plain = Samples.bytes(5000);
        try (InputStream in = codec.decode(new OneByOne(compress(codec, plain)), plain.length)) {
            for (byte each : plain) {
                assertEquals(Byte.toUnsignedInt(each), in.read());
            }
            assertEquals(-1, in.read());
        }
    }

    @ParameterizedTest
    @EnumSource
    void noMoreThanTheLimitIsGiven(Codec codec) {
        byte[] bomb = compress(codec, new byte[40 << 20]);
        assertTrue(bomb.length < 400_000, codec + ": " + bomb.length);
        CodecException e = assertThrows(CodecException.class, () -> decode(codec, bomb, SIZE));
        assertTrue(e.why().contains("more than 60000 bytes"), e.toString());
        assertEquals(codec, e.codec());
    }

    @ParameterizedTest
    @EnumSource
    void aCutIsAFaultWhereItIs(Codec codec) {
        byte[] compressed = compress(codec, Samples.bytes(SIZE));
        Random random = new Random(3);
        for (int i = 0; i < 200; i++) {
            int length = random.nextInt(compressed.length);
            CodecException e = assertThrows(
                    CodecException.class, () -> decode(codec, Arrays.copyOf(compressed, length), SIZE), "at " + length);
            assertTrue(e.offset() <= length, e.toString());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFlippedBitIsAFaultOrOtherBytes(Codec codec) {
        byte[] good = compress(codec, Samples.bytes(SIZE));
        Random random = new Random(4);
        int faults = 0;
        for (int i = 0; i < 300; i++) {
            byte[] bad = good.clone();
            // Half of them near the start, where the headers are.
            int at = random.nextInt(i % 2 == 0 ? 40 : bad.length);
            bad[at] ^= (byte) (1 << random.nextInt(8));
            try {
                decode(codec, bad, SIZE);
            } catch (CodecException expected) {
                faults++;
            } catch (IOException | RuntimeException e) {
                throw new AssertionError(codec + ": bit flipped at " + at, e);
            }
        }
        assertTrue(faults > 20, codec + ": only " + faults + " faults");
    }

    /** Linux keeps the size of what is unpacked behind the stream. */
    @Test
    void whatFollowsAnXzStreamIsNotRead() throws IOException {
        byte[] plain = Samples.bytes(SIZE);
        byte[] compressed = compress(Codec.XZ, plain);
        assertArrayEquals(plain, decode(Codec.XZ, Arrays.copyOf(compressed, compressed.length + 5), SIZE));
    }

    @Test
    void anXzDictionaryIsBounded() throws IOException {
        byte[] compressed;
        LZMA2Options options = new LZMA2Options(1);
        try (java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream()) {
            try (XZOutputStream out = new XZOutputStream(bytes, options)) {
                out.write(1);
            }
            compressed = bytes.toByteArray();
        }
        // The block header: its size, flags, the filter's id, the size of its properties, the dictionary's size.
        int header = 12;
        assertEquals(0x21, compressed[header + 2]);
        // 2^29 bytes.
        compressed[header + 4] = 34;
        java.util.zip.CRC32 crc = new java.util.zip.CRC32();
        crc.update(compressed, header, 8);
        for (int i = 0; i < 4; i++) {
            compressed[header + 8 + i] = (byte) (crc.getValue() >>> (8 * i));
        }
        CodecException e = assertThrows(CodecException.class, () -> decode(Codec.XZ, compressed, SIZE));
        assertTrue(e.why().contains("memory"), e.toString());
    }

    @Test
    void aFailureOfTheSourceIsItsOwn() {
        IOException broken = new IOException("the disk is broken");
        InputStream source = new InputStream() {
            @Override
            public int read() throws IOException {
                throw broken;
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                throw broken;
            }
        };
        for (Codec codec : Codec.values()) {
            assertSame(
                    broken,
                    assertThrows(
                            IOException.class, () -> codec.decode(source, SIZE).readAllBytes()));
        }
    }

    @Test
    void noiseIsOfNoCodec() {
        assertEquals(Optional.empty(), Codec.detect(new byte[0]));
        assertEquals(Optional.empty(), Codec.detect(new byte[] {0x1f}));
        assertEquals(Optional.empty(), Codec.detect(new byte[] {(byte) 0xfd, '7', 'z', 'X', 'Z', 1}));
    }

    private static final class OneByOne extends ByteArrayInputStream {

        OneByOne(byte[] bytes) {
            super(bytes);
        }

        @Override
        public synchronized int read(byte[] into, int offset, int length) {
            return super.read(into, offset, Math.min(length, 1));
        }
    }
}
