package io.hv.image.file;

import io.hv.image.Extent;
import io.hv.image.ImageException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/** A {@link Storage} with a name, whose failures are {@link ImageException}s that say what was being read or written. */
public final class ImageFile implements AutoCloseable {

    private static final int ZEROS = 1 << 18;

    private final Path path;
    private final Storage storage;
    private final boolean writable;
    /** Given back to the file when it is closed. */
    private final @Nullable FileTime time;

    /** Of a storage that is closed with it. */
    public ImageFile(Path path, Storage storage, boolean writable) {
        this(path, storage, writable, null);
    }

    private ImageFile(Path path, Storage storage, boolean writable, @Nullable FileTime time) {
        this.path = path;
        this.storage = storage;
        this.writable = writable;
        this.time = time;
    }

    /** The same file, with something between. */
    public ImageFile through(StorageLayer layer) {
        return layer == StorageLayer.NONE ? this : new ImageFile(path, layer.over(path, storage), writable, time);
    }

    /** The same file, which has after it was closed the time of its last change that it has now. */
    public ImageFile keepingTime() {
        try {
            return new ImageFile(path, storage, writable, Files.getLastModifiedTime(path));
        } catch (IOException e) {
            throw failed("file", -1, "its time cannot be read", e);
        }
    }

    /** Its bytes. */
    public Storage storage() {
        return storage;
    }

    /** Its name. */
    public Path path() {
        return path;
    }

    /** Whether it was opened for writing. */
    public boolean isWritable() {
        return writable;
    }

    /** Reads; what lies behind the file's end is zeros. */
    public void read(String what, long offset, ByteBuffer into) {
        try {
            int unused = storage.read(offset, into);
        } catch (IOException e) {
            throw failed(what, offset, "cannot be read", e);
        }
        while (into.hasRemaining()) {
            into.put((byte) 0);
        }
    }

    /** Reads so many bytes; what lies behind the file's end is zeros. */
    public ByteBuffer read(String what, long offset, int length) {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        read(what, offset, bytes);
        return bytes.flip();
    }

    /** Writes all of it. */
    public void write(String what, long offset, ByteBuffer from) {
        try {
            storage.write(offset, from);
        } catch (IOException e) {
            throw failed(what, offset, "cannot be written", e);
        }
    }

    /** Writes zeros. */
    public void zero(String what, long offset, long length) {
        ByteBuffer zeros = ByteBuffer.allocate((int) Math.min(length, ZEROS));
        for (long done = 0; done < length; done += zeros.limit()) {
            write(what, offset + done, zeros.clear().limit((int) Math.min(ZEROS, length - done)));
        }
    }

    /** Makes a range read as zeros with as little room as possible; writes them where there is no other way. */
    public void clear(String what, long offset, long length) {
        boolean cleared;
        try {
            cleared = storage.zero(offset, length);
        } catch (IOException e) {
            throw failed(what, offset, "cannot be made zeros", e);
        }
        if (!cleared) {
            zero(what, offset, length);
        }
    }

    /** Gives the room of a range back, which then reads as zeros; does nothing where that cannot be done. */
    public void discard(String what, long offset, long length) {
        try {
            boolean unused = storage.punch(offset, length);
        } catch (IOException e) {
            throw failed(what, offset, "cannot be given back", e);
        }
    }

    /** How a range that lies in the file as it is begins: bytes, or a hole. Where holes cannot be found, all is bytes. */
    public Extent extent(long offset, long length, long host) {
        while (true) {
            long data = storage.nextData(host);
            if (data > host) {
                return new Extent(offset, Math.min(length, data - host), Extent.Kind.ZERO, 0, host);
            }
            long hole = storage.nextHole(host);
            // Otherwise it was punched between the two looks.
            if (hole > host) {
                return new Extent(offset, Math.min(length, hole - host), Extent.Kind.DATA, 0, host);
            }
        }
    }

    /** In bytes. */
    public long size() {
        try {
            return storage.size();
        } catch (IOException e) {
            throw failed("file", -1, "its size cannot be read", e);
        }
    }

    /** Makes it that long. */
    public void resize(long size) {
        try {
            storage.resize(size);
        } catch (IOException e) {
            throw failed("file", size, "cannot be resized to this", e);
        }
    }

    /** Some of what was written reaches the disk soon, so that {@link #force} has less to do; promises nothing. */
    public void settle() {
        if (!storage.startWriting()) {
            force();
        }
    }

    /** All that was written reaches the disk. */
    public void force() {
        try {
            storage.force();
        } catch (IOException e) {
            throw failed("file", -1, "cannot be forced to the disk", e);
        }
    }

    @Override
    public void close() {
        try (Closeable unused = this::keepTime) {
            storage.close();
        } catch (IOException e) {
            throw failed("file", -1, "cannot be closed", e);
        }
    }

    private void keepTime() throws IOException {
        if (time != null) {
            Path unused = Files.setLastModifiedTime(path, time);
        }
    }

    /** What is wrong with it, to be thrown. */
    public ImageException fault(String field, long offset, String why) {
        return new ImageException(path, field, offset, why, "", null);
    }

    private ImageException failed(String what, long offset, String why, IOException e) {
        return new ImageException(path, what, offset, why + ": " + e.getMessage(), "", e);
    }
}
