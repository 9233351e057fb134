package io.hv.kvm.boot;

import static io.hv.kvm.boot.BootException.hex;

import io.hv.image.codec.CodecException;
import io.hv.kvm.memory.GuestMemory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;

/**
 * A kernel, an initrd, a module: bytes to read at any offset, from memory or from a file that is never held in memory
 * as a whole. For one thread at a time.
 */
public final class BootFile {

    private static final int COPY_STEP = 1 << 18;

    /** Fills a buffer from an offset; may fill less at the end of the file. */
    private interface Source {
        void read(long offset, ByteBuffer into) throws IOException;
    }

    private final String name;
    private final long size;
    private final Source source;

    private BootFile(String name, long size, Source source) {
        this.name = name;
        this.size = size;
        this.source = source;
    }

    /** Bytes in memory. They are not copied. */
    public static BootFile of(String name, byte[] bytes) {
        return of(name, ByteBuffer.wrap(bytes));
    }

    /** What a buffer has left. Its bytes are not copied, its position stays. */
    public static BootFile of(String name, ByteBuffer bytes) {
        ByteBuffer view = bytes.slice();
        return new BootFile(name, view.remaining(), (offset, into) -> {
            int step = (int) Math.min(into.remaining(), view.limit() - offset);
            into.put(into.position(), view, (int) offset, step).position(into.position() + step);
        });
    }

    /**
     * An open file of the size it has now. The channel stays the caller's, and is moved by reading.
     *
     * @throws BootException if its size cannot be told
     */
    public static BootFile of(String name, SeekableByteChannel channel) {
        try {
            return new BootFile(name, channel.size(), (offset, into) -> {
                channel.position(offset);
                while (into.hasRemaining() && channel.read(into) >= 0) {
                    // on to the next part
                }
            });
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    /** A stream of a known size, whose parts are read in ascending order only, save for its head. */
    static BootFile of(String name, long size, ForwardInput stream) {
        return new BootFile(name, size, stream::read);
    }

    /** What to call it in messages. */
    public String name() {
        return name;
    }

    /** In bytes. */
    public long size() {
        return size;
    }

    /**
     * A part of it, little-endian, from position 0.
     *
     * @param offset any number; it may come from the file itself
     * @param length a length that the caller has bounded
     * @param what the part, for the message
     * @throws BootException if the file does not hold all of it
     */
    ByteBuffer part(long offset, int length, String what) {
        require(offset, length, what);
        ByteBuffer part = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        fill(offset, part, what);
        return part.flip();
    }

    /** Copies a part into guest memory that has been claimed for it. */
    void copyTo(GuestMemory memory, long address, long offset, long length, String what) {
        require(offset, length, what);
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(COPY_STEP, length));
        for (long done = 0; done < length; ) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), length - done));
            fill(offset + done, buffer, what);
            buffer.flip();
            int step = buffer.remaining();
            memory.write(address + done, buffer);
            done += step;
        }
    }

    /** Checks that a part lies inside; offset and length may be any numbers. */
    void require(long offset, long length, String what) {
        if (offset < 0 || length < 0 || offset > size || length > size - offset) {
            throw new BootException(
                    name,
                    "it is truncated: " + what + " wants " + Long.toUnsignedString(length) + " bytes at " + hex(offset)
                            + ", and the file has " + size,
                    "give the whole file");
        }
    }

    private void fill(long offset, ByteBuffer part, String what) {
        try {
            source.read(offset, part);
        } catch (IOException e) {
            throw unreadable(name, e);
        }
        if (part.hasRemaining()) {
            throw new BootException(
                    name, "it became shorter while " + what + " was read", "leave the file alone while it boots");
        }
    }

    private static BootException unreadable(String name, IOException e) {
        return new BootException(
                name,
                "it cannot be read: " + (e instanceof CodecException codec ? codec.getMessage() : e),
                "check the file and its permissions",
                e);
    }
}
