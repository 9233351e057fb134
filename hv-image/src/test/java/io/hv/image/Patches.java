package io.hv.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** Makes of an image that qemu-img wrote one that is as good, and that it never writes. */
final class Patches {

    private Patches() {}

    private static void change(Path file, UnaryOperator<byte[]> how) {
        try {
            Files.write(file, how.apply(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ByteBuffer low(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** VDI's blocks begin elsewhere. */
    static void moveData(Path vdi) {
        int gap = 51_200;
        change(vdi, before -> {
            int data = low(before).getInt(344);
            byte[] after = new byte[before.length + gap];
            System.arraycopy(before, 0, after, 0, data);
            System.arraycopy(before, data, after, data + gap, before.length - data);
            Object unused = low(after).putInt(344, data + gap);
            return after;
        });
    }

    /** The magic that Parallels had first: entries of the BAT count sectors, and the data begin where the BAT ends. */
    static void oldMagic(Path parallels) {
        change(parallels, bytes -> {
            ByteBuffer image = low(bytes);
            image.put(0, "WithoutFreeSpace".getBytes(StandardCharsets.US_ASCII));
            int tracks = image.getInt(28);
            for (int i = 0; i < image.getInt(32); i++) {
                image.putInt(64 + 4 * i, image.getInt(64 + 4 * i) * tracks);
            }
            return bytes;
        });
    }

    /** Whoever wrote to it has not closed it. */
    static void inUse(Path parallels) {
        change(parallels, bytes -> {
            Object unused = low(bytes).putInt(44, 0x746f6e59);
            return bytes;
        });
    }
}
