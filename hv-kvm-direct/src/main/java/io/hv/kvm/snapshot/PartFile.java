package io.hv.kvm.snapshot;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that is called {@code NAME.hv-NUMBER.part} until it is complete and becomes {@code NAME}; closed before that, it is
 * gone. A process that is killed leaves it behind, and then the next one that begins a file of that name in that folder
 * removes it: who writes one holds a lock on it, which the kernel takes away with the process. For one thread.
 */
final class PartFile implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PartFile.class);

    private static final String MARK = ".hv-";
    private static final String END = ".part";

    /**
     * Those of this process, by their keys. It is its own lock. They must not even be opened once more: a process loses its
     * lock (fcntl(2)) when it closes any descriptor of the file.
     */
    private static final Set<Object> OURS = new HashSet<>();

    private final Path folder;
    private final Path file;
    private final Path part;
    private final FileChannel out;
    private final Object key;
    private boolean complete;

    private PartFile(Path folder, Path file, Path part, FileChannel out, Object key) {
        this.folder = folder;
        this.file = file;
        this.part = part;
        this.out = out;
        this.key = key;
    }

    /**
     * Makes an empty one, which its owner alone can read.
     *
     * @param file what it becomes, in the place of what has that name then
     */
    static PartFile create(Path file) throws IOException {
        Path whole = file.toAbsolutePath();
        Path folder = whole.getParent();
        Path name = whole.getFileName();
        if (folder == null || name == null) {
            throw new IOException(file + " is no file's name");
        }
        if (Files.isDirectory(whole)) {
            throw new IOException(file + " is a folder");
        }
        synchronized (OURS) {
            removeAbandoned(folder, name + MARK);
            while (true) {
                Path part = Files.createTempFile(folder, name + MARK, END);
                try {
                    return own(folder, whole, part);
                } catch (NoSuchFileException e) {
                    // Another process took it for abandoned, before it was locked.
                    LOG.debug("{} was removed", part, e);
                }
            }
        }
    }

    private static PartFile own(Path folder, Path file, Path part) throws IOException {
        FileChannel out = FileChannel.open(part, StandardOpenOption.WRITE);
        try {
            lock(part, out);
            Object key = key(part);
            boolean unused = OURS.add(key);
            return new PartFile(folder, file, part, out, key);
        } catch (IOException | RuntimeException | Error e) {
            out.close();
            boolean unused = Files.deleteIfExists(part);
            throw e;
        }
    }

    private static void lock(Path part, FileChannel out) throws IOException {
        try {
            if (out.tryLock() == null) {
                throw new NoSuchFileException(part.toString());
            }
        } catch (NoSuchFileException e) {
            throw e;
        } catch (IOException e) {
            // Where a file system has no locks, nobody takes a file for abandoned.
            LOG.debug("{} cannot be locked", part, e);
        }
    }

    private static Object key(Path part) throws IOException {
        Object key = Files.readAttributes(part, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey();
        return key == null ? part : key;
    }

    private static void removeAbandoned(Path folder, String prefix) {
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(folder, path -> isPart(path, prefix))) {
            for (Path part : parts) {
                try {
                    removeIfAbandoned(part);
                } catch (IOException | OverlappingFileLockException e) {
                    // It is somebody else's, or gone by now; in neither case in the way of what is to be written.
                    LOG.debug("{} is left where it is", part, e);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // Who may not list a folder may write there all the same.
            LOG.debug("{} cannot be listed", folder, e);
        }
    }

    private static boolean isPart(Path path, String prefix) {
        String name = String.valueOf(path.getFileName());
        return name.startsWith(prefix)
                && name.endsWith(END)
                && name.length() > prefix.length() + END.length()
                && name.substring(prefix.length(), name.length() - END.length())
                        .chars()
                        .allMatch(letter -> letter >= '0' && letter <= '9')
                && Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
    }

    private static void removeIfAbandoned(Path part) throws IOException {
        if (OURS.contains(key(part))) {
            return;
        }
        try (FileChannel other = FileChannel.open(part, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            if (other.tryLock() != null) {
                Files.delete(part);
            }
        }
    }

    /** To write to it. */
    FileChannel channel() {
        return out;
    }

    /** Gives it its name, once all of it is on the disk. */
    void complete() throws IOException {
        out.force(true);
        Path unused = Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        complete = true;
        // The name too is to outlive a power cut; the file is there, whatever becomes of that.
        try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
        } catch (IOException e) {
            LOG.warn("the name of {} may not outlive a power cut: {}", file, String.valueOf(e));
        }
    }

    @Override
    public void close() throws IOException {
        try {
            out.close();
            if (!complete) {
                boolean unused = Files.deleteIfExists(part);
            }
        } finally {
            synchronized (OURS) {
                boolean unused = OURS.remove(key);
            }
        }
    }
}
