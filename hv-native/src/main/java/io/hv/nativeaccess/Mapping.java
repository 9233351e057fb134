package io.hv.nativeaccess;

import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Memory mapped by mmap(2), and its one owner. A child process does not inherit it. Views die with {@link #close()}: using
 * one afterwards crashes the process, so an owner keeps its views to itself and closes when nobody can use them any more.
 */
public final class Mapping implements AutoCloseable {

    private static final int PROT_READ_WRITE = 3;
    private static final int MAP_SHARED = 0x1;
    private static final int MAP_NORESERVE = 0x4000;
    private static final int MADV_DONTFORK = 10;

    private final long address;
    private final long size;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Mapping(long address, long size) {
        this.address = address;
        this.size = size;
    }

    /**
     * Maps the start of a file for reading and writing, shared, without reserving swap for it.
     *
     * @throws NativeException if the kernel refuses
     */
    public static Mapping shared(Fd fd, long size) {
        long address = Libc.mmap(0, size, PROT_READ_WRITE, MAP_SHARED | MAP_NORESERVE, fd.number(), 0);
        if (address == -1) {
            throw new NativeException("mmap(" + fd + ", " + size + " bytes)", Libc.errno());
        }
        Mapping mapping = new Mapping(address, size);
        try {
            Libc.check("madvise(DONTFORK)", Libc.madvise(address, size, MADV_DONTFORK));
        } catch (NativeException e) {
            mapping.close();
            throw e;
        }
        return mapping;
    }

    /**
     * Where it is, for the kernel.
     *
     * @throws IllegalStateException after {@link #close()}
     */
    public long address() {
        if (closed.get()) {
            throw new IllegalStateException("the memory is unmapped");
        }
        return address;
    }

    /** Its size in bytes. */
    public long size() {
        return size;
    }

    /** A view in the machine's byte order, at most 2 GiB less one byte. See the class for how long it lives. */
    public ByteBuffer view(long offset, int bytes) {
        Objects.checkFromIndexSize(offset, bytes, size);
        return new Pointer(address() + offset).getByteBuffer(0, bytes).order(ByteOrder.nativeOrder());
    }

    /** Unmaps, once. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            Libc.check("munmap", Libc.munmap(address, size));
        }
    }
}
