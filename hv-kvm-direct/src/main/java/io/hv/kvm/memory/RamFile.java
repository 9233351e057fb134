package io.hv.kvm.memory;

import io.hv.nativeaccess.Fd;
import io.hv.nativeaccess.Memfd;
import java.util.concurrent.atomic.AtomicInteger;

/** A memfd that RAM is made of, with as many owners as have it: the last one closes it. Safe for any thread. */
final class RamFile implements AutoCloseable {

    private static final int FOR_GOOD = Memfd.SEAL_WRITE | Memfd.SEAL_SHRINK | Memfd.SEAL_GROW | Memfd.SEAL_SEAL;

    private final Fd fd;
    private final AtomicInteger owners = new AtomicInteger(1);

    /** A file of zeros, which takes no memory yet, with one owner. */
    RamFile(String name, long size) {
        this.fd = Memfd.create(name, size);
    }

    Fd fd() {
        return fd;
    }

    /**
     * Makes its content final.
     *
     * @throws io.hv.nativeaccess.NativeException EBUSY if somebody could still write to it
     */
    void seal() {
        Memfd.seal(fd, FOR_GOOD);
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
            fd.close();
        }
    }
}
