package io.hv.image.seed;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Makes a file under another name beside it, and gives it its own when it is whole. */
final class NewFile {

    private static final int BUFFER = 1 << 16;

    private NewFile() {}

    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    static void write(Path file, Content content) throws IOException {
        Path part = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            try (OutputStream out = new BufferedOutputStream(
                    Files.newOutputStream(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), BUFFER)) {
                content.writeTo(out);
            }
            move(part, file);
        } catch (IOException | RuntimeException | Error e) {
            delete(part, e);
            throw e;
        }
    }

    private static void move(Path part, Path file) throws IOException {
        try {
            Path unused = Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Path unused = Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void delete(Path part, Throwable because) {
        try {
            boolean unused = Files.deleteIfExists(part);
        } catch (IOException e) {
            because.addSuppressed(e);
        }
    }
}
