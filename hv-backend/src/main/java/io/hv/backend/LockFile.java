package io.hv.backend;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A lock between processes: a lock on a file, which the kernel takes away with the process, however that ends. The number of
 * the process stands in the file, for those who are refused.
 *
 * <p>A process must not open such a file a second time while it holds the lock: closing it there would give the lock up
 * (fcntl(2), "advisory record locking"). So what this process holds is known here, before a file is opened; another copy of
 * these classes, of another class loader, is not known.
 */
final class LockFile implements AutoCloseable {

    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();
    /** Of the files that are waited for, which are few. */
    private static final Map<Path, Semaphore> TURNS = new ConcurrentHashMap<>();

    private final FileChannel channel;
    private final Runnable free;
    private final AtomicBoolean closed = new AtomicBoolean();

    private LockFile(FileChannel channel, Runnable free) {
        this.channel = channel;
        this.free = free;
    }

    /** Takes the lock, if nobody holds it. */
    static Optional<LockFile> tryTake(Path file) throws IOException {
        Path held = file.toAbsolutePath().normalize();
        if (!HELD.add(held)) {
            return Optional.empty();
        }
        Optional<LockFile> taken = Optional.empty();
        try {
            taken = tryOpen(file, () -> HELD.remove(held));
        } finally {
            if (taken.isEmpty()) {
                HELD.remove(held);
            }
        }
        return taken;
    }

    private static Optional<LockFile> tryOpen(Path file, Runnable free) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            @Nullable FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                return Optional.empty();
            }
            channel.truncate(0);
            int unused = channel.write(
                    ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.UTF_8)), 0);
            return Optional.of(new LockFile(channel, free));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // Held by this process, by another copy of these classes.
            return null;
        }
    }

    /** Takes the lock, and waits for whoever holds it. */
    static LockFile take(Path file) throws IOException {
        Semaphore turn = TURNS.computeIfAbsent(file.toAbsolutePath().normalize(), path -> new Semaphore(1));
        turn.acquireUninterruptibly();
        boolean taken = false;
        try {
            LockFile lock = open(file, turn::release);
            taken = true;
            return lock;
        } finally {
            if (!taken) {
                turn.release();
            }
        }
    }

    private static LockFile open(Path file, Runnable free) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock unused = channel.lock();
            return new LockFile(channel, free);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Who holds a lock that could not be taken, as far as its file tells. */
    static String holder(Path file) throws IOException {
        if (HELD.contains(file.toAbsolutePath().normalize())) {
            return "process " + ProcessHandle.current().pid();
        }
        try {
            String pid = Files.readString(file).strip();
            return pid.isEmpty() ? "another process" : "process " + pid;
        } catch (NoSuchFileException e) {
            return "another process";
        }
    }

    /** Gives the lock up, once. */
    @Override
    public void close() throws IOException {
        if (!closed.getAndSet(true)) {
            try {
                channel.close();
            } finally {
                free.run();
            }
        }
    }
}
