package io.hv.kvm.memory;

import io.hv.nativeaccess.Fd;
import io.hv.nativeaccess.IoVector;
import io.hv.nativeaccess.Mapping;
import io.hv.nativeaccess.Memfd;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What RAM is made of: a memfd, or a part of a file that nobody changes. It has as many owners as have it: the last one closes
 * it. Safe for any thread.
 */
final class RamFile implements AutoCloseable {

    private static final int FOR_GOOD = Memfd.SEAL_WRITE | Memfd.SEAL_SHRINK | Memfd.SEAL_GROW | Memfd.SEAL_SEAL;

    private final Fd fd;
    private final long start;
    private final AtomicInteger owners = new AtomicInteger(1);

    // Under this object's monitor.
    private boolean sealed;
    /** The shared mapping of before, which may still be able to write. */
    private @Nullable Mapping replaced;

    /** A file of zeros, which takes no memory yet, with one owner. */
    RamFile(String name, long size) {
        this(Memfd.create(name, size), 0, false);
    }

    /**
     * Takes over an open file, which nobody changes.
     *
     * @param start where RAM begins in it, a multiple of the page size
     */
    RamFile(Fd fd, long start) {
        this(fd, start, true);
    }

    private RamFile(Fd fd, long start, boolean sealed) {
        this.fd = fd;
        this.start = start;
        this.sealed = sealed;
    }

    // ---- offsets are those of the RAM

    Mapping map(long size) {
        return Mapping.ofPrivate(fd, start, size);
    }

    Mapping mapShared(long size) {
        return Mapping.shared(fd, size);
    }

    /** Maps a memfd privately in the place of what is mapped. */
    void mapOver(Mapping mapping) {
        mapping.becomePrivate(fd);
    }

    /**
     * Maps a memfd privately where it is mapped shared. That this is fast is what a machine's pause is made of, so the shared
     * mapping is moved away as it is, and goes later, with {@link #seal}.
     */
    synchronized void becomePrivate(Mapping mapping) {
        forget();
        replaced = mapping.moveAway().orElse(null);
        mapOver(mapping);
    }

    /** Where there is data next, or an error number, negated. */
    long nextData(long offset) {
        return inside(fd.nextData(start + offset));
    }

    /** Where there is a hole next, or an error number, negated. */
    long nextHole(long offset) {
        return inside(fd.nextHole(start + offset));
    }

    private long inside(long answer) {
        return answer < 0 ? answer : answer - start;
    }

    /** How many bytes it takes of the host. */
    long allocated() {
        return fd.allocated();
    }

    long readAt(IoVector pieces, long offset) {
        return fd.readAt(pieces, start + offset);
    }

    long writeAt(IoVector pieces, long offset) {
        return fd.writeAt(pieces, start + offset);
    }

    /** Its file's name and number. */
    @Override
    public String toString() {
        return fd.toString();
    }

    /**
     * Makes its content final, which nobody changes any more. Idempotent.
     *
     * @throws io.hv.nativeaccess.NativeException EBUSY if somebody could still write to it
     */
    synchronized void seal() {
        forget();
        if (!sealed) {
            Memfd.seal(fd, FOR_GOOD);
            sealed = true;
        }
    }

    private synchronized void forget() {
        Mapping before = replaced;
        replaced = null;
        if (before != null) {
            before.close();
        }
    }

    /**
     * One owner more.
     *
     * @throws IllegalStateException if there is none any more
     */
    RamFile share() {
        if (owners.getAndUpdate(count -> count == 0 ? 0 : count + 1) == 0) {
            throw new IllegalStateException(fd + " has no owner any more");
        }
        return this;
    }

    /** One owner less; each calls it once. */
    @Override
    public void close() {
        if (owners.decrementAndGet() == 0) {
            try {
                forget();
            } finally {
                fd.close();
            }
        }
    }
}
