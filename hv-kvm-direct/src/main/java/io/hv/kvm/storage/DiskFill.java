package io.hv.kvm.storage;

import io.hv.image.ImageFormat;
import io.hv.nativeaccess.NativeMemory;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.file.Path;

/**
 * Makes a disk of an image and of what was kept of another disk's {@linkplain FrozenDisk#extents() extents}. For one thread.
 */
public final class DiskFill implements AutoCloseable {

    private final Overlay overlay;
    private final Layers layers;
    private final boolean owner;
    private final LayeredIo io;
    private boolean over;

    private DiskFill(Overlay overlay, boolean owner) {
        this.overlay = overlay;
        this.layers = Layers.from(overlay);
        this.owner = owner;
        this.io = new LayeredIo(layers.base().store.io(1), 1);
    }

    /**
     * Begins with the image as it is.
     *
     * @param format the image's
     * @param use {@link DiskUse#WRITE}: the image will have it all in the end; {@link DiskUse#THROW_AWAY}: it never changes
     * @param capacity the disk's, a multiple of 512
     * @throws DiskInUseException if a machine of this process uses the image in a way that forbids it
     * @throws io.hv.nativeaccess.NativeException if the kernel refuses
     * @throws io.hv.image.ImageException if it is in use; or it is no raw image, and damaged
     * @throws IOException if there is no room for an overlay
     */
    public static DiskFill begin(Path image, ImageFormat format, DiskUse use, long capacity) throws IOException {
        if (use == DiskUse.READ) {
            throw new IllegalArgumentException("a disk that is only read is as its image is");
        }
        boolean writable = use == DiskUse.WRITE;
        Base base = Holders.open(image, format, writable);
        try {
            return new DiskFill(Overlay.over(base, base.capacity(), capacity), writable);
        } finally {
            Holders.release(base);
        }
    }

    /**
     * Writes bytes; whole sectors within the capacity.
     *
     * @param length from the memory's beginning
     */
    public void data(long offset, NativeMemory from, int length) throws IOException {
        require(offset, length);
        try {
            io.begin(from.address(), length);
            io.write(layers, offset, length);
        } finally {
            Reference.reachabilityFence(from);
        }
    }

    /** Makes a range read as zeros; whole sectors within the capacity. */
    public void zeros(long offset, long length) throws IOException {
        require(offset, length);
        io.zero(layers, offset, length);
    }

    private void require(long offset, long length) {
        if (over) {
            throw new IllegalStateException("the disk is made already, or given up");
        }
        if (offset < 0 || length < 0 || length > layers.capacity() - offset) {
            throw new IndexOutOfBoundsException(length + " bytes at " + offset + " of " + layers.capacity());
        }
    }

    /** The disk; it belongs to the caller. */
    public ForkableDisk disk() {
        require(0, 0);
        over = true;
        return ForkableDisk.filled(overlay, owner);
    }

    /** Gives up what was not made a disk; the image has not changed. */
    @Override
    public void close() {
        if (!over) {
            over = true;
            Holders.release(overlay);
        }
    }
}
