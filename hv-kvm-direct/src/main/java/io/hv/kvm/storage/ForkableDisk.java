package io.hv.kvm.storage;

import io.hv.image.ImageFormat;
import io.hv.kvm.bus.Uninterrupted;
import io.hv.kvm.storage.Layers.Gate;
import io.hv.kvm.virtio.block.BlockIo;
import io.hv.kvm.virtio.block.BlockStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A machine's disk, which can be cloned while the machine lives. It is an image, as long as nobody else needs the image to stay
 * as it is. {@link #freeze()} makes it an immutable base: what this disk and its clones write from then on goes to
 * overlays, files without a name in the folder that the system property {@code hv.kvm.overlays} tells, or in that of
 * {@code java.io.tmpdir}.
 *
 * <p>When the last clone is gone, what this disk wrote meanwhile is written to the image in the background, and the image is
 * used directly again. If the disk is closed before, that is done when the last clone is closed. What a clone wrote is gone
 * when it is closed.
 *
 * <p>How safe a flush is: without overlays, as safe as the image's storage. While clones share the image, a flush is as safe
 * as this process: one that is killed leaves the image as it was at the fork; or as it was neither before nor after, if it is
 * killed in the short time in which the overlay is being written to the image.
 *
 * <p>An image is open once in a process for all disks that use it; who writes one shares it with nobody but its clones.
 */
public final class ForkableDisk implements BlockStore {

    /** Overlays on each other before {@link #freeze()} makes one of them: each costs a look at every read. */
    static final int MOST_OVERLAYS = 8;

    private static final Logger LOG = LoggerFactory.getLogger("io.hv.kvm.storage");

    private final Gateway gateway;
    private final boolean readOnly;

    /** For who changes layers; I/O does not take it. Before the locks of Holders and of an overlay. */
    private final ReentrantLock changing = new ReentrantLock();

    private final ForkableIo discards;

    /** What the threads do that write overlays to the file. It is its own lock. */
    private final Map<Commit, Thread> commits = new HashMap<>();

    /** Under the lock of the commits. */
    private boolean closed;

    /** Under {@link #changing}. */
    private @Nullable Commit commit;

    private ForkableDisk(Layer top, boolean readOnly) {
        this.gateway = new Gateway(Layers.from(top));
        this.readOnly = readOnly;
        this.discards = new ForkableIo(gateway, 1);
    }

    /**
     * Opens an image.
     *
     * @param format the image's, whatever its first bytes are
     * @throws DiskInUseException if a machine of this process uses it in a way that forbids it
     * @throws io.hv.nativeaccess.NativeException if the kernel refuses
     * @throws io.hv.image.ImageException if another process has it, or an {@code Image} of this one; or it is no raw image, and damaged
     * @throws IOException if there is no room for an overlay
     */
    public static ForkableDisk open(Path image, ImageFormat format, DiskUse use) throws IOException {
        Base base = Holders.open(image, format, use == DiskUse.WRITE);
        if (use == DiskUse.THROW_AWAY) {
            return over(base);
        }
        ForkableDisk disk = new ForkableDisk(base, use == DiskUse.READ);
        if (use == DiskUse.WRITE) {
            disk.own();
        }
        return disk;
    }

    /**
     * How large the disk in an image is that perhaps nobody has open.
     *
     * @throws io.hv.nativeaccess.NativeException if there is no such file
     * @throws io.hv.image.ImageException if it is damaged, or written by another process
     */
    public static long capacity(Path image, ImageFormat format) {
        return Holders.capacity(image, format);
    }

    /**
     * A clone of a disk as it was when it was frozen, with an overlay of its own unless it is read-only.
     *
     * @throws IOException if there is no room for the overlay
     */
    public static ForkableDisk of(FrozenDisk frozen) throws IOException {
        Layer layer = frozen.hold();
        return frozen.readOnly() ? new ForkableDisk(layer, true) : over(layer);
    }

    /** Takes over the caller's hold. */
    private static ForkableDisk over(Layer layer) throws IOException {
        Overlay overlay;
        try {
            overlay = Overlay.over(layer);
        } catch (IOException | RuntimeException | Error e) {
            Holders.release(layer);
            throw e;
        }
        Holders.release(layer);
        return new ForkableDisk(overlay, false);
    }

    /** Takes over a filled overlay, which its creator holds. */
    static ForkableDisk filled(Overlay overlay, boolean owner) {
        ForkableDisk disk = new ForkableDisk(overlay, false);
        if (owner) {
            disk.own();
            disk.othersHaveGone();
        }
        return disk;
    }

    private void own() {
        Holders.own(layers().base(), this);
    }

    Layers layers() {
        return gateway.now();
    }

    Gateway gateway() {
        return gateway;
    }

    Lock changing() {
        return changing;
    }

    @Override
    public long capacity() {
        return layers().capacity();
    }

    @Override
    public boolean readOnly() {
        return readOnly;
    }

    @Override
    public boolean discards() {
        return !readOnly;
    }

    @Override
    public BlockIo io(int pieces) {
        return new ForkableIo(gateway, pieces);
    }

    /** Syncs the image, if it is used directly. An overlay is not synced: it dies with this process anyway. */
    @Override
    public void flush() throws IOException {
        Layers layers = layers();
        if (layers.isDirect()) {
            layers.base().store.flush();
        }
    }

    /** One at a time: the kernel has a lock for each file too. */
    @Override
    public void discard(long offset, long length) throws IOException {
        synchronized (discards) {
            discards.discard(offset, length);
        }
    }

    /** Waits for the requests that are under way, if there are overlays. What the image could not become is refused then, too. */
    @Override
    public void resize(long capacity) throws IOException {
        changing.lock();
        try {
            Layers layers = layers();
            if (layers.isDirect()) {
                layers.base().store.resize(capacity);
                return;
            }
            if (Holders.isOwner(layers.base(), this)) {
                layers.base().store.checkResize(capacity);
            }
            gateway.replace(layers.with(Gate.SHUT));
            try {
                layers.overlay().resize(capacity);
            } finally {
                gateway.replace(layers);
            }
        } finally {
            changing.unlock();
        }
    }

    /** How many overlays lie on the image. */
    public int overlays() {
        return layers().overlays();
    }

    /** Whether clones, or frozen disks, need the image to stay as it is. */
    public boolean isShared() {
        return Holders.isShared(layers());
    }

    /**
     * Freezes the disk as it is now; what is written from now on is seen by this disk alone. Requests that are under way are
     * in the frozen disk, and later ones are not. Made for a machine that stands still, which loses a fraction of a
     * millisecond by it; unless {@value #MOST_OVERLAYS} overlays must be made one.
     *
     * @return what clones are made of; close it when there will be no more
     * @throws IOException if there is no room for an overlay; then nothing has changed
     */
    public FrozenDisk freeze() throws IOException {
        changing.lock();
        try {
            if (commit != null) {
                commit.cancel();
            }
            Layers layers = layers();
            List<FileIdentity> files = layers.base().store.identities();
            if (readOnly) {
                return new FrozenDisk(layers.top(), true, files, 0);
            }
            gateway.replace(layers.with(Gate.READERS));
            Layers next = layers;
            try {
                Freeze freeze = Freeze.of(layers, files);
                next = freeze.next();
                return freeze.frozen();
            } finally {
                gateway.replace(next);
                if (next != layers) {
                    Holders.release(layers.top());
                }
            }
        } finally {
            changing.unlock();
        }
    }

    /** Whether a thread may begin to write the overlays to the file; then it is what a fork cancels. */
    boolean begins(Commit fresh) {
        changing.lock();
        try {
            boolean begins = !isClosed() && Holders.beginCommit(layers());
            if (begins) {
                commit = fresh;
            } else {
                forget(fresh);
            }
            return begins;
        } finally {
            changing.unlock();
        }
    }

    void ends(Commit old) {
        changing.lock();
        try {
            // Another one may have begun since this one let the file go.
            if (commit == old) {
                commit = null;
            }
        } finally {
            changing.unlock();
        }
        forget(old);
        if (old.isCancelled()) {
            // The last clone may have gone before this was over.
            othersHaveGone();
        }
    }

    private void forget(Commit old) {
        synchronized (commits) {
            Object unused = commits.remove(old);
        }
    }

    private boolean isClosed() {
        synchronized (commits) {
            return closed;
        }
    }

    /** Somebody does not need the image any more. */
    void othersHaveGone() {
        synchronized (commits) {
            if (!closed && Holders.mayCommit(layers())) {
                Commit fresh = new Commit(this);
                Thread thread = new Thread(fresh, "hv/storage/commit");
                thread.setDaemon(true);
                commits.put(fresh, thread);
                try {
                    thread.start();
                } catch (OutOfMemoryError e) {
                    // No thread to be had: it is done when the disk is closed.
                    Object unused = commits.remove(fresh);
                    LOG.warn("what {} owes to its image is written when it is closed", layers().base().path, e);
                }
            }
        }
    }

    /** Waits until no thread writes the overlays to the file. */
    public void awaitCommits() {
        while (true) {
            List<Thread> threads;
            synchronized (commits) {
                threads = new ArrayList<>(commits.values());
            }
            if (threads.isEmpty()) {
                return;
            }
            threads.forEach(Uninterrupted::join);
        }
    }

    /**
     * Closes the disk, when nobody uses it any more. What was written while clones shared its image is written there and
     * synced, now or when the last clone is closed. Idempotent.
     *
     * @throws CommitFailedException if that failed
     */
    @Override
    public void close() {
        synchronized (commits) {
            if (closed) {
                return;
            }
            closed = true;
        }
        changing.lock();
        try {
            if (commit != null) {
                commit.cancel();
            }
        } finally {
            changing.unlock();
        }
        awaitCommits();
        Holders.leave(this);
    }
}
