package io.hv.image.codec;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.tukaani.xz.SingleXZInputStream;

/**
 * A way of compressing a stream. The formats are those of RFC 1952, of "The .xz File Format" 1.2.1, of LZ4's legacy frame
 * as Linux kernels have it, and of RFC 8878.
 */
public enum Codec {
    /** Deflate with a header and a checksum. */
    GZIP("gzip", 0x1f, 0x8b) {
        @Override
        InputStream open(CountedInput in) throws IOException {
            return new GZIPInputStream(in, BUFFER);
        }
    },
    /** LZMA2, also behind a filter for a processor's code. One stream; what follows it is not read. */
    XZ("xz", 0xfd, '7', 'z', 'X', 'Z', 0) {
        @Override
        InputStream open(CountedInput in) throws IOException {
            return new SingleXZInputStream(in, XZ_MEMORY_KIB);
        }
    },
    /** LZ4 in blocks of up to 8 MiB, without checksums. */
    LZ4_LEGACY("lz4", 0x02, 0x21, 0x4c, 0x18) {
        @Override
        InputStream open(CountedInput in) throws IOException {
            return new Lz4LegacyInput(in);
        }
    },
    /** Zstandard; needs the library {@code com.github.luben:zstd-jni} at run time. */
    ZSTD("zstd", 0x28, 0xb5, 0x2f, 0xfd) {
        @Override
        InputStream open(CountedInput in) throws IOException {
            return ZstdLibrary.open(in);
        }

        @Override
        public boolean isAvailable() {
            return ZstdLibrary.isThere();
        }
    };

    /** How many first bytes {@link #detect} wants to see at most. */
    public static final int MAGIC_SIZE = 6;

    private static final int BUFFER = 1 << 16;
    /** A dictionary of 128 MiB, the largest that Linux builds use, and what the decoder needs beside it. */
    private static final int XZ_MEMORY_KIB = 130 << 10;

    private final String displayName;
    /** The first bytes, as characters. */
    private final String magic;

    Codec(String displayName, int... magic) {
        this.displayName = displayName;
        this.magic = new String(magic, 0, magic.length);
    }

    /**
     * The codec of a stream that begins so.
     *
     * @param start its first bytes, {@link #MAGIC_SIZE} of them or more where it has so many
     */
    public static Optional<Codec> detect(byte[] start) {
        String text = new String(start, StandardCharsets.ISO_8859_1);
        return Arrays.stream(values())
                .filter(codec -> text.startsWith(codec.magic))
                .findFirst();
    }

    /** Its name as its own tools have it, for messages. */
    public String displayName() {
        return displayName;
    }

    /** Whether what it needs at run time is there. */
    public boolean isAvailable() {
        return true;
    }

    /**
     * Decodes a stream. Every read fails by a {@link CodecException} where the stream is damaged or cut short, or gives
     * more than {@code limit}; a failure of {@code compressed} itself comes through as it is. Closing the result closes
     * {@code compressed}. For one thread at a time.
     *
     * <p>It reads ahead. It holds at most 130 MiB (xz, zstd) or 17 MiB (lz4) meanwhile.
     *
     * @param limit the most bytes that it may give
     * @throws CodecException if the stream does not begin as it must, or the codec's library is missing
     * @throws IOException if {@code compressed} fails
     */
    public InputStream decode(InputStream compressed, long limit) throws IOException {
        CountedInput counted = new CountedInput(compressed);
        return new DecodedInput(this, counted, limit);
    }

    abstract InputStream open(CountedInput in) throws IOException;
}
