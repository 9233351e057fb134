package io.hv.kvm.storage;

import io.hv.nativeaccess.NativeMemory;
import java.io.IOException;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;

/**
 * A disk as it was at one time, for as many clones as are wanted. It needs its image to stay as it is until it and all its
 * clones are closed. Safe for any thread.
 */
public final class FrozenDisk implements AutoCloseable {

    private final Layers layers;
    private final boolean readOnly;
    private final LayeredIo io;
    private final long copied;
    private List<FileIdentity> files;
    private boolean closed;

    FrozenDisk(Layer layer, boolean readOnly, List<FileIdentity> files, long copied) {
        this.layers = Layers.from(layer);
        this.readOnly = readOnly;
        this.files = files;
        this.io = new LayeredIo(layers.base().store.io(1), 1);
        this.copied = copied;
        Holders.hold(layer);
    }

    /** A layer for a clone to stand on, which has to let go of it. */
    synchronized Layer hold() {
        requireOpen();
        Holders.hold(layers.top());
        return layers.top();
    }

    /** How many bytes it has, a multiple of 512. */
    public long capacity() {
        return layers.capacity();
    }

    /** Whether the disk was read-only, and its clones are too. */
    public boolean readOnly() {
        return readOnly;
    }

    /**
     * The files of the image at the bottom, as they were at that time: its own first, then those that it needs. Those of an
     * image that is not raw are known only after {@link #syncImage()}, since its tables may be yet to be written.
     */
    public synchronized List<FileIdentity> files() {
        return files;
    }

    /** How many bytes the freezing copied, to make one overlay of many; mostly none. */
    public long copied() {
        return copied;
    }

    /** Is shown extents. */
    public interface Visitor {

        /** One of them, which it may read from the disk; what it throws ends the walk. */
        void extent(Extent extent) throws IOException;
    }

    /**
     * Shows what is not as the image is, in order: with the image it makes the disk.
     *
     * @throws IOException if an overlay cannot be looked at, or the visitor throws
     */
    public synchronized void extents(Visitor visitor) throws IOException {
        requireOpen();
        Extents walk = new Extents(layers, true);
        for (Extent extent = walk.next(); extent != null; extent = walk.next()) {
            visitor.extent(extent);
        }
    }

    /** The same as a list. */
    public List<Extent> extents() throws IOException {
        List<Extent> extents = new ArrayList<>();
        extents(extents::add);
        return extents;
    }

    /**
     * Reads.
     *
     * @param offset in bytes
     * @param length in bytes, from the memory's beginning
     * @throws IOException if that failed
     */
    public synchronized void read(long offset, NativeMemory into, int length) throws IOException {
        requireOpen();
        if (offset < 0 || length < 0 || length > into.size() || length > capacity() - offset) {
            throw new IndexOutOfBoundsException(length + " bytes at " + offset + " of " + capacity());
        }
        try {
            io.begin(into.address(), length);
            io.read(layers, offset, length);
        } finally {
            Reference.reachabilityFence(into);
        }
    }

    /**
     * Sees that the image is on its storage, if this process may have written it.
     *
     * @throws IOException if that failed
     */
    public synchronized void syncImage() throws IOException {
        requireOpen();
        files = layers.base().store.settle(files);
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the frozen disk of " + layers.base().path + " is closed");
        }
    }

    /**
     * Its clones go on. Idempotent.
     *
     * @throws CommitFailedException if nobody needs the image any more, and what its disk has left could not be written to it
     */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        Holders.release(layers.top());
    }
}
