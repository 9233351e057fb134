package io.hv.backend;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.function.Consumer;

/**
 * Replaces files so that whenever the process or the machine ends, the old content is there or the new one, and whole: the
 * new one is written beside it, forced to the disk, and renamed, and the rename is forced too.
 */
final class DurableFile {

    /** What a file is called that is being written. */
    static final String PART = ".part";

    /** Told before each step, for tests that end the process there. */
    private final Consumer<String> steps;

    DurableFile(Consumer<String> steps) {
        this.steps = steps;
    }

    /** Writes a file, in the place of another of its name. Whoever calls is alone in its folder. */
    void write(Path file, String text) throws IOException {
        wholly(() -> writeOnce(file, text));
    }

    /** Steps that may be taken again. */
    private interface Steps {
        void run() throws IOException;
    }

    /**
     * A channel is closed under a thread that is interrupted; half a change is worse than a late answer, so all is done
     * again, and the thread is interrupted still.
     */
    private static void wholly(Steps steps) throws IOException {
        boolean interrupted = false;
        boolean done = false;
        try {
            while (!done) {
                try {
                    steps.run();
                    done = true;
                } catch (ClosedByInterruptException e) {
                    interrupted = true;
                    boolean unused = Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void writeOnce(Path file, String text) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + PART);
        try {
            fill(part, text);
            steps.accept("rename");
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | RuntimeException e) {
            try {
                Files.deleteIfExists(part);
            } catch (IOException another) {
                e.addSuppressed(another);
            }
            throw e;
        }
        steps.accept("force the folder");
        forceFolder(file);
        steps.accept("end");
    }

    private void fill(Path part, String text) throws IOException {
        steps.accept("open");
        try (FileChannel channel = FileChannel.open(
                part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            int half = bytes.limit() / 2;
            steps.accept("write");
            writeAll(channel, bytes.slice(0, half));
            steps.accept("write the rest");
            writeAll(channel, bytes.slice(half, bytes.limit() - half));
            steps.accept("force");
            channel.force(true);
        }
    }

    /** Deletes a file. */
    void delete(Path file) throws IOException {
        wholly(() -> deleteOnce(file));
    }

    private void deleteOnce(Path file) throws IOException {
        steps.accept("delete");
        boolean unused = Files.deleteIfExists(file);
        steps.accept("force the folder");
        forceFolder(file);
        steps.accept("end");
    }

    private static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            int unused = channel.write(bytes);
        }
    }

    /**
     * Makes a folder, and those above it that are not there, so that they stay; only the folder itself gets the attributes. It
     * is forced where it is there already, too: whoever has made it may not have come to that.
     */
    static void makeFolder(Path folder, FileAttribute<?>... attributes) throws IOException {
        wholly(() -> makeOnce(folder, attributes));
    }

    private static void makeOnce(Path folder, FileAttribute<?>... attributes) throws IOException {
        Path above = folder.toAbsolutePath().getParent();
        if (Files.isDirectory(folder)) {
            // Who may not read the folder above did not make this one.
            if (above != null && Files.isReadable(above)) {
                forceFolder(folder);
            }
            return;
        }
        if (above != null && !Files.isDirectory(above)) {
            makeOnce(above);
        }
        try {
            Path unused = Files.createDirectory(folder, attributes);
        } catch (FileAlreadyExistsException e) {
            // Another process was first, or what is there is no folder.
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
        forceFolder(folder);
    }

    /** Forces what the folder of a file says of it, where the system lets a folder be opened, which Linux does. */
    private static void forceFolder(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null
                || !folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
