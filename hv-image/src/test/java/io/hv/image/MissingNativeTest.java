package io.hv.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A class path without hv-native: raw images work, and have no holes. */
class MissingNativeTest {

    private static final int CAPACITY = 1 << 20;

    @TempDir
    private Path folder;

    /** What is done with and without; its answers are of the JDK's types, which both know. */
    public static final class Uses implements Function<Path, List<String>> {

        /** For the class loader. */
        public Uses() {}

        @Override
        public List<String> apply(Path file) {
            byte[] bytes = new byte[CAPACITY];
            Arrays.fill(bytes, (byte) 7);
            try (Image image = Image.create(file, CreateOptions.of(ImageFormat.RAW, CAPACITY))) {
                image.write(0, ByteBuffer.wrap(bytes));
                image.zero(0, CAPACITY / 4);
                image.discard(CAPACITY / 2, CAPACITY / 2);
                image.resize(2 * CAPACITY);
                image.flush();
                ByteBuffer ends = ByteBuffer.allocate(2);
                image.read(CAPACITY / 4 - 1, ends);
                Stream<String> map = image.map().map(each -> each.kind() + " " + each.length() * 4 / CAPACITY);
                return Stream.concat(
                                Stream.of(
                                        Arrays.toString(ends.array()),
                                        String.valueOf(image.info().allocated().isPresent())),
                                map)
                        .toList();
            }
        }
    }

    @Test
    void rawImagesHaveNoHoles() throws Exception {
        Class<?> type = new WithoutLibrary("io.hv.nativeaccess.", "io.hv.image.").loadClass(Uses.class.getName());
        @SuppressWarnings("unchecked") // It is what Uses says.
        Function<Path, List<String>> uses =
                (Function<Path, List<String>>) type.getConstructor().newInstance();
        assertEquals(List.of("[0, 7]", "false", "DATA 8"), uses.apply(folder.resolve("disk")));
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, architectures = "amd64", disabledReason = "hv-native is for Linux on x86-64")
    void withItTheyHave() {
        assertEquals(List.of("[0, 7]", "true", "ZERO 1", "DATA 1", "ZERO 6"), new Uses().apply(folder.resolve("disk")));
    }
}
