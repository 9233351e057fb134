package io.hv.image.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * A file. A FileChannel would be closed, for everybody and with its locks, by the interrupt of one thread that reads
 * from it; an asynchronous channel is not. Its work is done on the calling thread all the same, by {@link SameThread}.
 */
final class FileStorage implements Storage {

    /** The JDK copies heap buffers through a direct one per thread, of the size of the largest access. */
    private static final int MOST_AT_ONCE = 1 << 20;

    private final AsynchronousFileChannel channel;
    private final Path path;
    private final boolean writable;
    private final Map<String, Object> identity;
    /** Opened when it is first asked for. */
    private @Nullable SparseFile sparse;

    private boolean sparseIsTried;

    private FileStorage(AsynchronousFileChannel channel, Path path, boolean writable, Map<String, Object> identity) {
        this.channel = channel;
        this.path = path;
        this.writable = writable;
        this.identity = identity;
    }

    static FileStorage open(Path path, boolean writable, boolean create) throws IOException {
        Set<StandardOpenOption> options = new HashSet<>(Set.of(StandardOpenOption.READ));
        if (writable) {
            options.add(StandardOpenOption.WRITE);
        }
        if (create) {
            options.add(StandardOpenOption.CREATE_NEW);
        }
        AsynchronousFileChannel channel = AsynchronousFileChannel.open(path, options, new SameThread());
        try {
            return new FileStorage(channel, path, writable, NativeFiles.identity(path));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private synchronized @Nullable SparseFile sparse() {
        if (!sparseIsTried) {
            sparseIsTried = true;
            sparse = identity.isEmpty() ? null : NativeFiles.open(path, writable, identity);
        }
        return sparse;
    }

    @Override
    public int read(long offset, ByteBuffer into) throws IOException {
        int start = into.position();
        int end = into.limit();
        try {
            while (into.position() < end) {
                into.limit(Math.min(end, into.position() + MOST_AT_ONCE));
                if (result(channel.read(into, offset + into.position() - start)) < 0) {
                    break;
                }
            }
        } finally {
            into.limit(end);
        }
        return into.position() - start;
    }

    @Override
    public void write(long offset, ByteBuffer from) throws IOException {
        int start = from.position();
        int end = from.limit();
        try {
            while (from.position() < end) {
                from.limit(Math.min(end, from.position() + MOST_AT_ONCE));
                int unused = result(channel.write(from, offset + from.position() - start));
            }
        } finally {
            from.limit(end);
        }
    }

    /** It is there already, but on Windows, whose channels wait: there the interrupt is kept for later. */
    private static int result(Future<Integer> future) throws IOException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return future.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public long size() throws IOException {
        return channel.size();
    }

    @Override
    public void resize(long size) throws IOException {
        long now = channel.size();
        if (size < now) {
            AsynchronousFileChannel unused = channel.truncate(size);
        } else if (size > now) {
            SparseFile file = sparse();
            if (file == null) {
                write(size - 1, ByteBuffer.allocate(1));
            } else {
                file.lengthen(size);
            }
        }
    }

    @Override
    public boolean punch(long offset, long length) throws IOException {
        SparseFile file = sparse();
        return file != null && file.punch(offset, length);
    }

    @Override
    public boolean zero(long offset, long length) throws IOException {
        SparseFile file = sparse();
        return file != null && (file.punch(offset, length) || file.zero(offset, length));
    }

    @Override
    public long nextData(long offset) {
        SparseFile file = sparse();
        return file == null ? offset : file.nextData(offset);
    }

    @Override
    public long nextHole(long offset) {
        SparseFile file = sparse();
        return file == null ? Long.MAX_VALUE : file.nextHole(offset);
    }

    @Override
    public boolean startWriting() {
        SparseFile file = sparse();
        return file != null && file.startWriting();
    }

    @Override
    public void force() throws IOException {
        channel.force(true);
    }

    /**
     * Locks it against other processes, and machines of this one, until it is closed: as its descriptor's where hv-native is
     * there, else as this process's, which loses it with any other descriptor of the file that it closes.
     *
     * @return the byte at which somebody else is in the way; or -1, and then it is locked
     */
    long lock() throws IOException {
        SparseFile file = sparse();
        OptionalLong held = file == null ? OptionalLong.empty() : file.lock(writable);
        return held.isPresent() ? held.getAsLong() : QemuLock.take(this, path, writable);
    }

    /** How many descriptors it has. */
    synchronized int descriptors() {
        return sparse == null ? 1 : 2;
    }

    @Nullable
    FileLock tryLock(long position, boolean shared) throws IOException {
        return channel.tryLock(position, 1, shared);
    }

    @Override
    public void close() throws IOException {
        synchronized (this) {
            sparseIsTried = true;
            if (sparse != null) {
                sparse.close();
                sparse = null;
            }
        }
        channel.close();
    }
}
