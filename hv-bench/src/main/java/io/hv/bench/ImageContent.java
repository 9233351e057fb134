package io.hv.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;

/**
 * A disk as disks are: runs of text-like data that compresses, of data that does not, and of nothing. The same for the same
 * seed.
 */
final class ImageContent {

    static final int MIB = 384;
    static final int DATA_MIB = 256;

    private static final int RUN = 1 << 20;

    private static final String[] WORDS = {
        "kernel", "device", "driver", "of", "the", "root", "module", "0x", "at", "library", "GNU", "version", "\n",
                "\t",
        "symbol", "table", "string", "error", "in", "a", "file", "system", "debian", "package", "=", ";", "int",
                "return"
    };

    private ImageContent() {}

    /** Writes it to a file. */
    static Path write(Path file, long seed) {
        Random random = new Random(seed);
        try (FileChannel out = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE)) {
            for (int mib = 0; mib < MIB; mib++) {
                // Two of three have data, and one of four of these none that compresses.
                if (mib % 3 != 2) {
                    ByteBuffer data = ByteBuffer.wrap(mib % 4 == 1 ? noise(random) : text(random));
                    while (data.hasRemaining()) {
                        int unused = out.write(data, (long) mib * RUN + data.position());
                    }
                }
            }
            // The last is a hole, and the file ends behind it.
            int unused = out.write(ByteBuffer.wrap(new byte[1]), (long) MIB * RUN - 1);
            out.force(true);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] noise(Random random) {
        byte[] bytes = new byte[RUN];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] text(Random random) {
        StringBuilder text = new StringBuilder(RUN + 16);
        while (text.length() < RUN) {
            text.append(WORDS[random.nextInt(WORDS.length)]);
            text.append(random.nextInt(8) == 0 ? Integer.toHexString(random.nextInt()) : " ");
        }
        text.setLength(RUN);
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
