package io.hv.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** An image of a row as QEMU's tools made it, and beside it the same disk as a raw file, which they read from it. */
record MatrixImage(MatrixRow row, Path folder) {

    private static final String EXPECTED = "expected.raw";
    private static final String MODEL = "model.raw";

    static MatrixImage make(MatrixRow row, Path folder) throws IOException {
        row.make(folder);
        Qemu.img(folder, "convert", "-t", "unsafe", "-f", row.format(), "-O", "raw", MatrixRow.IMAGE, EXPECTED);
        return new MatrixImage(row, folder);
    }

    Path file() {
        return folder.resolve(MatrixRow.IMAGE);
    }

    OpenOptions options() {
        return OpenOptions.format(ImageFormat.valueOf(row.format().toUpperCase(Locale.ROOT)));
    }

    Image open() {
        return Image.open(file(), options());
    }

    Image openExpected() {
        return Image.open(folder.resolve(EXPECTED), OpenOptions.format(ImageFormat.RAW));
    }

    /** Of a raw file of an odd length QEMU's tools make whole sectors. */
    byte[] expected() throws IOException {
        return Files.readAllBytes(folder.resolve(EXPECTED));
    }

    /** Writes, zeroes and discards, in the image and in its model. */
    void write(byte[] model, Random random, int times) {
        try (Image image = Image.open(file(), options().writable())) {
            for (int i = 0; i < times; i++) {
                int length = 1 + random.nextInt(Math.min(model.length, i % 5 == 0 ? 700_000 : 9000));
                int at = random.nextInt(model.length - length + 1);
                switch (random.nextInt(5)) {
                    case 0 -> {
                        image.zero(at, length);
                        Arrays.fill(model, at, at + length, (byte) 0);
                    }
                    case 1 -> {
                        image.discard(at, length);
                        System.arraycopy(bytes(image, at, length), 0, model, at, length);
                    }
                    default -> {
                        byte[] bytes = new byte[length];
                        random.nextBytes(bytes);
                        image.write(at, ByteBuffer.wrap(bytes));
                        System.arraycopy(bytes, 0, model, at, length);
                    }
                }
            }
        }
    }

    /** What it has now is the model, here and there. */
    void has(byte[] model) throws IOException {
        try (Image image = open()) {
            assertArrayEquals(model, bytes(image, 0, model.length));
        }
        Path unused = Files.write(folder.resolve(MODEL), model);
        Qemu.img(folder, "compare", "-q", "-f", "raw", "-F", row.format(), MODEL, MatrixRow.IMAGE);
    }

    /** Both find no damage. */
    void isSound() {
        try (Image image = open()) {
            assertEquals(List.of(), image.check().findings());
        }
        Qemu.img(folder, "check", "-q", "-f", row.format(), MatrixRow.IMAGE);
    }

    static byte[] bytes(Image image, long offset, int length) {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        image.read(offset, bytes);
        return bytes.array();
    }
}
