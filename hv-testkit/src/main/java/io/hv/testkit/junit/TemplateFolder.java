package io.hv.testkit.junit;

import io.hv.HostPath;
import io.hv.InterruptedOperationException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Templates by their keys. They hold all of a guest's memory, so the folder is its owner's only. Whether a template is there
 * is for the host to say: its files need not be this process's. Safe for any thread, and for any number of processes.
 */
final class TemplateFolder {

    private static final System.Logger LOG = System.getLogger("io.hv.testkit");

    private static final String SUFFIX = ".machine";

    /** A file cannot be locked twice by one process, so its threads wait for each other here. */
    private static final Map<Path, ReentrantLock> OF_THIS_PROCESS = new ConcurrentHashMap<>();

    private final Path folder;
    private final int keep;

    TemplateFolder(Path folder, int keep) {
        this.folder = folder;
        this.keep = keep;
    }

    HostPath file(String key) {
        return HostPath.of(path(key));
    }

    private Path path(String key) {
        return folder.resolve(key + SUFFIX);
    }

    /**
     * Works while nobody else does for a key like this, in this process or another. Locks are files of their own that stay,
     * few of them: who removed one could remove it under somebody who waits for it.
     *
     * @throws IOException if the folder cannot be used
     */
    <T> T locked(String key, Supplier<T> work) throws IOException {
        Path locks = folder.resolve("locks");
        Path unused = Files.createDirectories(locks, ownerOnly());
        Path file = locks.resolve(key.substring(0, 2));
        ReentrantLock threads = OF_THIS_PROCESS.computeIfAbsent(file, path -> new ReentrantLock());
        try {
            threads.lockInterruptibly();
        } catch (InterruptedException e) {
            throw new InterruptedOperationException("waiting for a template that another thread makes");
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            return work.get();
        } catch (FileLockInterruptionException e) {
            throw new InterruptedOperationException("waiting for a template that another process makes");
        } finally {
            threads.unlock();
        }
    }

    private static FileAttribute<?>[] ownerOnly() {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
    }

    /** It is used now; the ones that were not for the longest time are removed, if there are too many. */
    void used(String key) throws IOException {
        try {
            Path unused = Files.setLastModifiedTime(path(key), FileTime.from(Instant.now()));
        } catch (NoSuchFileException e) {
            // A host with files of its own; or another process has too many.
            return;
        }
        List<Path> all = oldestFirst();
        for (Path old : all.subList(0, Math.max(0, all.size() - Math.max(1, keep)))) {
            // Machines that were made of it go on: an open file is there until it is closed.
            boolean unused = Files.deleteIfExists(old);
        }
    }

    private List<Path> oldestFirst() throws IOException {
        Map<Path, FileTime> times = new HashMap<>();
        List<Path> templates;
        try (Stream<Path> files = Files.list(folder)) {
            templates = files.filter(each -> each.toString().endsWith(SUFFIX)).toList();
        }
        for (Path file : templates) {
            try {
                times.put(file, Files.getLastModifiedTime(file));
            } catch (NoSuchFileException gone) {
                LOG.log(Level.DEBUG, "another process has removed {0} meanwhile", file);
            }
        }
        return times.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.naturalOrder()))
                .map(Map.Entry::getKey)
                .toList();
    }
}
