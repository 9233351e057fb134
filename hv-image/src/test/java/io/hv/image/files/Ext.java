package io.hv.image.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hv.image.Image;
import io.hv.image.ImageFormat;
import io.hv.image.OpenOptions;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/** File systems that mke2fs makes. */
final class Ext {

    private Ext() {}

    private static Optional<Path> mke2fs() {
        String path = System.getenv().getOrDefault("PATH", "") + File.pathSeparator + "/usr/sbin" + File.pathSeparator
                + "/sbin";
        return Stream.of(path.split(File.pathSeparator, -1))
                .map(each -> Path.of(each, "mke2fs"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    static void assumeInstalled() {
        assumeTrue(mke2fs().isPresent(), "no mke2fs on the PATH: install e2fsprogs to run this test");
    }

    /** Makes a file system with all that is in a folder. */
    static Path make(Path image, String size, String options, Path content) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(mke2fs().orElseThrow().toString(), "-q", "-F"));
        command.addAll(List.of(options.split(" ", -1)));
        command.addAll(List.of("-d", content.toString(), image.toString(), size));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), () -> command + ": " + output);
        return image;
    }

    static Image open(Path image) {
        return Image.open(image, OpenOptions.format(ImageFormat.RAW));
    }

    static byte[] bytes(int size, int seed) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    static void put(Path root, String path, byte[] bytes) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }

    /** A file of which every second 4 KiB are a hole, so that it has as many extents. */
    static void putHoles(Path root, String path, int pieces) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(root.resolve(path).toFile(), "rw")) {
            for (int i = 0; i < pieces; i++) {
                file.seek(8192L * i);
                file.write(bytes(4096, i));
            }
            file.setLength(8192L * pieces);
        }
    }
}
