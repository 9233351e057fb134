package io.hv.image.codec;

import java.io.IOException;
import java.util.Arrays;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/** Compresses a block of bytes at once. Stateless. */
public final class Compressor {

    /**
     * QEMU has level 6 in a window of 4 KiB. In the 32 KiB that the JDK always has, level 5 gives the same size or less in less
     * time, and level 6 a few hundredths less in much more.
     */
    private static final int LEVEL = 5;

    private Compressor() {}

    /**
     * Raw deflate, or a frame of zstd.
     *
     * @return null where the result is not smaller than what came in
     * @throws CodecException if zstd's library is missing
     */
    public static byte @Nullable [] compress(boolean zstd, byte[] plain) throws IOException {
        if (zstd) {
            byte[] frame = ZstdLibrary.compress(plain);
            return frame.length < plain.length ? frame : null;
        }
        Deflater deflater = new Deflater(LEVEL, true);
        try {
            deflater.setInput(plain);
            deflater.finish();
            byte[] out = new byte[plain.length];
            int n = deflater.deflate(out);
            return deflater.finished() && n < plain.length ? Arrays.copyOf(out, n) : null;
        } finally {
            deflater.end();
        }
    }
}
