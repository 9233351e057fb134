package io.hv.nativeaccess;

import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Memory mapped by mmap(2), and its one owner. A child process does not inherit it. Views die with {@link #close()}: using
 * one afterwards crashes the process, so an owner keeps its views to itself and closes when nobody can use them any more.
 */
public final class Mapping implements AutoCloseable {

    private static final int PROT_NONE = 0;
    private static final int PROT_READ_WRITE = 3;
    private static final int MAP_SHARED = 0x1;
    private static final int MAP_PRIVATE = 0x2;
    private static final int MAP_FIXED = 0x10;
    private static final int MAP_ANONYMOUS = 0x20;
    private static final int MAP_NORESERVE = 0x4000;
    private static final int MADV_DONTNEED = 4;
    private static final int MADV_REMOVE = 9;
    private static final int MADV_DONTFORK = 10;
    private static final int MREMAP_MAYMOVE = 1;
    private static final int MREMAP_DONTUNMAP = 4;

    /** What one page table maps: the kernel moves whole tables between addresses that differ by a multiple of it. */
    private static final long TABLE = 2 << 20;

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
        return map(fd, 0, size, MAP_SHARED);
    }

    /**
     * Maps a private copy of the start of a file, for reading and writing, without reserving swap for it. A page is the
     * file's until it is written, and this mapping's own from then on; the file, which may be sealed, never changes by it.
     *
     * @throws NativeException if the kernel refuses
     */
    public static Mapping ofPrivate(Fd fd, long size) {
        return ofPrivate(fd, 0, size);
    }

    /**
     * As {@link #ofPrivate(Fd, long)}, of a part of the file.
     *
     * @param offset where the part begins, a multiple of the page size
     * @throws NativeException if the kernel refuses
     */
    public static Mapping ofPrivate(Fd fd, long offset, long size) {
        return map(fd, offset, size, MAP_PRIVATE);
    }

    private static Mapping map(Fd fd, long offset, long size, int sharing) {
        Mapping mapping = new Mapping(mapAt(0, fd, offset, size, sharing), size);
        try {
            mapping.keepFromChildren();
        } catch (NativeException e) {
            mapping.close();
            throw e;
        }
        return mapping;
    }

    private static long mapAt(long at, Fd fd, long offset, long size, int flags) {
        long address = Libc.mmap(at, size, PROT_READ_WRITE, flags | MAP_NORESERVE, fd.number(), offset);
        if (address == -1) {
            throw new NativeException("mmap(" + fd + ", " + size + " bytes)", Libc.errno());
        }
        return address;
    }

    private void keepFromChildren() {
        Libc.check("madvise(DONTFORK)", Libc.madvise(address, size, MADV_DONTFORK));
    }

    /**
     * Maps a private copy of the start of a file in the place of what is mapped; addresses and views stay what they are.
     * Nobody may be writing. What was written to a private mapping before is lost.
     *
     * @throws NativeException if the kernel refuses; then the file is mapped shared, so that a file with the same content
     *     loses nothing. If that is refused as well, this is said as suppressed, and there is no memory any more.
     */
    public void becomePrivate(Fd fd) {
        try {
            remap(fd, MAP_PRIVATE);
        } catch (NativeException e) {
            // The kernel may have taken away what was mapped before it found out that it cannot go on.
            try {
                becomeShared(fd);
            } catch (NativeException again) {
                e.addSuppressed(again);
            }
            throw e;
        }
    }

    /**
     * Maps the start of a file, shared, in the place of what is mapped; addresses and views stay what they are. Nobody may
     * be writing. What was written to a private mapping before is lost.
     *
     * @throws NativeException if the kernel refuses; there may be no memory any more then
     */
    public void becomeShared(Fd fd) {
        remap(fd, MAP_SHARED);
    }

    private void remap(Fd fd, int sharing) {
        long unused = mapAt(address(), fd, 0, size, sharing | MAP_FIXED);
        // Each mapping is a new one to the kernel, which inherits nothing from the one before.
        keepFromChildren();
    }

    /**
     * Moves the pages that are mapped here to another address. What is mapped here is afterwards the file as it would be
     * mapped anew: the same where it is shared; where it is private, what was written is over there. To take pages out of
     * a mapping takes long, and to move their tables does not, so this goes before {@link #becomePrivate} where time is
     * dear, and what it returns is closed when there is time.
     *
     * @return empty if this kernel does not do that (Linux before 5.13), or not now; then nothing has changed
     */
    public Optional<Mapping> moveAway() {
        // Without MREMAP_FIXED the address is a wish: somebody else may take it meanwhile, and keeps it.
        long there = Libc.mremap(address(), size, size, MREMAP_MAYMOVE | MREMAP_DONTUNMAP, asFarFromATable());
        return there == -1 ? Optional.empty() : Optional.of(new Mapping(there, size));
    }

    /** Where there is room, as far behind the begin of a page table as this is; 0 where none was found. */
    private long asFarFromATable() {
        long room = Libc.mmap(0, size + TABLE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        if (room == -1) {
            return 0;
        }
        unmap(room, size + TABLE);
        return room + Math.floorMod(address() - room, TABLE);
    }

    private static void unmap(long address, long size) {
        Libc.check("munmap", Libc.munmap(address, size));
    }

    /**
     * Makes a hole in the file that is mapped shared here: these pages take no memory any more, and read as zeros by every
     * mapping. Offset and length are multiples of the page size.
     *
     * @throws NativeException if the kernel refuses, as it does for a private mapping
     */
    public void punchHole(long offset, long length) {
        advise("madvise(REMOVE)", offset, length, MADV_REMOVE);
    }

    /**
     * Gives back the pages that a private mapping has of its own, which are the file's again; the file never changes by it.
     * Offset and length are multiples of the page size.
     *
     * @throws NativeException if the kernel refuses
     */
    public void dropOwn(long offset, long length) {
        advise("madvise(DONTNEED)", offset, length, MADV_DONTNEED);
    }

    private void advise(String call, long offset, long bytes, int advice) {
        long from = Objects.checkFromIndexSize(offset, bytes, size);
        Libc.check(call, Libc.madvise(address() + from, bytes, advice));
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
            unmap(address, size);
        }
    }
}
