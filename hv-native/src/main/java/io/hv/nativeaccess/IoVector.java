package io.hv.nativeaccess;

import com.sun.jna.Pointer;
import java.nio.ByteBuffer;

/**
 * Pieces of memory that one call reads into or writes from (struct iovec). Whoever fills it makes sure that the memory is
 * there until the call has returned. For one thread at a time; used again and again.
 */
public final class IoVector {

    /** How many pieces one call takes (IOV_MAX). */
    public static final int MOST = 1024;

    private static final int SIZE = 16;
    private static final int LENGTH = 8;

    private final int room;
    private final NativeMemory vectors;
    private int first;
    private int count;

    /**
     * Without a piece.
     *
     * @param room for how many there is room, 1 to {@link #MOST}
     */
    public IoVector(int room) {
        if (room < 1 || room > MOST) {
            throw new IllegalArgumentException("1 to " + MOST + " pieces, not " + room);
        }
        this.room = room;
        this.vectors = NativeMemory.allocate(room * SIZE);
    }

    /** Takes all pieces away. */
    public void clear() {
        first = 0;
        count = 0;
    }

    /** How many pieces are left. */
    public int count() {
        return count - first;
    }

    /**
     * Adds a piece.
     *
     * @return false if there is no room
     */
    public boolean add(long address, long length) {
        if (count == room) {
            return false;
        }
        vectors.buffer().putLong(count * SIZE, address).putLong(count * SIZE + LENGTH, length);
        count++;
        return true;
    }

    /** A call has done so many bytes from the beginning; the rest is left. */
    public void advance(long bytes) {
        long left = bytes;
        while (left > 0) {
            int at = first * SIZE;
            long address = vectors.buffer().getLong(at);
            long length = vectors.buffer().getLong(at + LENGTH);
            if (left < length) {
                vectors.buffer().putLong(at, address + left).putLong(at + LENGTH, length - left);
                return;
            }
            left -= length;
            first++;
        }
    }

    /**
     * The memory of the first piece that is left, for who reads or writes by buffers. Not to be used when the memory may have
     * gone.
     *
     * @param most how many bytes of it at most
     */
    public ByteBuffer firstPiece(int most) {
        if (count() == 0) {
            throw new IllegalStateException("no piece is left");
        }
        int at = first * SIZE;
        long length = Math.min(most, vectors.buffer().getLong(at + LENGTH));
        return new Pointer(vectors.buffer().getLong(at)).getByteBuffer(0, length);
    }

    NativeMemory memory() {
        return vectors;
    }

    long address() {
        return vectors.address() + (long) first * SIZE;
    }
}
