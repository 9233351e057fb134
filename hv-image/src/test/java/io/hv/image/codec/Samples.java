package io.hv.image.codec;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import net.jpountz.lz4.LZ4Factory;
import org.tukaani.xz.FilterOptions;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.X86Options;
import org.tukaani.xz.XZOutputStream;

/** Streams made by others' compressors. */
final class Samples {

    private static final int LZ4_BLOCK = 8 << 20;

    private Samples() {}

    /** Text, runs, noise and addresses of calls, so that every kind of sequence is in it. */
    static byte[] bytes(int size) {
        Random random = new Random(size);
        byte[] bytes = new byte[size];
        for (int at = 0; at < size; ) {
            int length = Math.min(size - at, 1 + random.nextInt(9000));
            int from = at;
            switch (random.nextInt(4)) {
                case 0 -> Arrays.fill(bytes, at, at + length, (byte) random.nextInt());
                case 1 -> {
                    byte[] noise = new byte[length];
                    random.nextBytes(noise);
                    System.arraycopy(noise, 0, bytes, at, length);
                }
                case 2 -> System.arraycopy(bytes, random.nextInt(at + 1), bytes, at, length);
                default -> {
                    for (int i = 0; i < length; i++) {
                        bytes[from + i] = (byte) (i % 5 == 0 ? 0xe8 : i % 5);
                    }
                }
            }
            at += length;
        }
        return bytes;
    }

    static byte[] compress(Codec codec, byte[] plain) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (OutputStream out = compressor(codec, bytes)) {
                out.write(plain);
            }
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static OutputStream compressor(Codec codec, OutputStream to) throws IOException {
        return switch (codec) {
            case GZIP -> new GZIPOutputStream(to);
            case XZ -> new XZOutputStream(to, new FilterOptions[] {new X86Options(), new LZMA2Options(4)});
            case ZSTD -> new ZstdOutputStream(to);
            case LZ4_LEGACY -> lz4(to);
        };
    }

    private static OutputStream lz4(OutputStream to) {
        return new ByteArrayOutputStream() {
            @Override
            public void close() throws IOException {
                to.write(new byte[] {0x02, 0x21, 0x4c, 0x18});
                for (int at = 0; at < count; at += LZ4_BLOCK) {
                    byte[] block = LZ4Factory.safeInstance()
                            .fastCompressor()
                            .compress(buf, at, Math.min(LZ4_BLOCK, count - at));
                    to.write(ByteBuffer.allocate(4)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .putInt(block.length)
                            .array());
                    to.write(block);
                }
            }
        };
    }

    static byte[] decode(Codec codec, byte[] compressed, long limit) throws IOException {
        try (InputStream in = codec.decode(new ByteArrayInputStream(compressed), limit)) {
            return in.readAllBytes();
        }
    }
}
