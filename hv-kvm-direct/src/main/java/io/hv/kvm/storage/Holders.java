package io.hv.kvm.storage;

import io.hv.image.ImageException;
import io.hv.image.ImageFormat;
import io.hv.kvm.bus.Uninterrupted;
import io.hv.nativeaccess.NativeException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The images that this process has open, and who stands on what. One lock guards it all: it is taken when disks are opened,
 * forked and closed, and never across I/O. Safe for any thread.
 */
final class Holders {

    private static final Map<Inode, Base> OPEN = new HashMap<>();

    /**
     * Files that somebody opens or closes, for which others wait: an image that is being closed is locked still, and where the
     * locks are the process's, who closes any descriptor of a file takes those of all.
     */
    private static final Set<Inode> CHANGING = new HashSet<>();

    private Holders() {}

    /**
     * Opens an image, or takes the one that is open; the caller holds it.
     *
     * @throws DiskInUseException if that is not possible beside those who have it
     * @throws NativeException if the kernel refuses
     * @throws ImageException if another process has it, or an {@code Image} of this one; or it is no raw image, and damaged
     */
    static Base open(Path path, ImageFormat format, boolean writable) {
        while (true) {
            Inode inode = Inode.of(path);
            begin(inode);
            try {
                Base present = present(path, inode, format, writable);
                if (present != null) {
                    return present;
                }
                Base base = opened(path, inode, format, writable);
                if (base != null) {
                    return base;
                }
            } finally {
                end(inode);
            }
        }
    }

    /** How large the disk in an image is. */
    static long capacity(Path path, ImageFormat format) {
        Inode inode = Inode.of(path);
        begin(inode);
        try {
            synchronized (OPEN) {
                Base present = OPEN.get(inode);
                if (present != null && present.format == format) {
                    return present.capacity();
                }
            }
            return ImageStore.capacity(path, format);
        } finally {
            end(inode);
        }
    }

    private static void begin(Inode inode) {
        synchronized (OPEN) {
            Uninterrupted.await(OPEN, () -> !CHANGING.contains(inode));
            boolean unused = CHANGING.add(inode);
        }
    }

    private static void end(Inode inode) {
        synchronized (OPEN) {
            boolean unused = CHANGING.remove(inode);
            OPEN.notifyAll();
        }
    }

    /** What is open already; null if nothing is, and nothing is in the way. */
    private static @Nullable Base present(Path path, Inode inode, ImageFormat format, boolean writable) {
        synchronized (OPEN) {
            Base present = OPEN.get(inode);
            if (present == null) {
                requireNotNeeded(path, inode, writable);
                return null;
            }
            if (present.writable()) {
                throw new DiskInUseException(path, present.path, writer(present));
            }
            if (writable) {
                throw new DiskInUseException(
                        path, present.path, "is read by a machine of this process, which relies on it not to change");
            }
            if (present.format != format) {
                throw new DiskInUseException(
                        path, present.path, "is read as " + present.format + " by a machine of this process");
            }
            present.holders++;
            return present;
        }
    }

    /** Null if there is another file at the path by now. */
    private static @Nullable Base opened(Path path, Inode inode, ImageFormat format, boolean writable) {
        BaseStore store = store(path, format, writable);
        boolean taken = false;
        try {
            List<Path> files = store.files();
            List<Inode> needed = files.stream().skip(1).map(Inode::of).toList();
            if (!Inode.of(path).equals(inode)) {
                return null;
            }
            Base base = new Base(path, inode, format, store, needed);
            synchronized (OPEN) {
                requireNotNeeded(path, inode, writable);
                for (int i = 0; i < needed.size(); i++) {
                    requireNotWritten(path, files.get(i + 1), OPEN.get(needed.get(i)));
                }
                base.holders++;
                OPEN.put(inode, base);
            }
            taken = true;
            return base;
        } finally {
            if (!taken) {
                store.close();
            }
        }
    }

    private static BaseStore store(Path path, ImageFormat format, boolean writable) {
        try {
            return BaseStore.open(path, format, !writable);
        } catch (ImageException e) {
            // What lies below may be locked by a machine of this process, which is told better.
            Inode below = e.file().equals(path) ? null : inode(e.file());
            if (below != null) {
                synchronized (OPEN) {
                    requireNotWritten(path, e.file(), OPEN.get(below));
                }
            }
            throw e;
        }
    }

    /** Null where the file is not to be looked at. */
    private static @Nullable Inode inode(Path file) {
        try {
            return Inode.of(file);
        } catch (NativeException e) {
            // Whatever it is that was wrong with it is told.
            return null;
        }
    }

    /** A file below an image must stay as it is. */
    private static void requireNotNeeded(Path path, Inode inode, boolean writable) {
        for (Base base : OPEN.values()) {
            if (writable && base.needed.contains(inode)) {
                throw new DiskInUseException(
                        path, path, "is below '" + base.path + "', which a machine of this process uses");
            }
        }
    }

    private static void requireNotWritten(Path path, Path needed, @Nullable Base present) {
        if (present != null && present.writable()) {
            throw new DiskInUseException(needed, present.path, writer(present) + ", and is below '" + path + "'");
        }
    }

    private static String writer(Base base) {
        ForkableDisk owner = base.owner;
        return owner != null && owner.layers().isDirect()
                ? "is written by a machine of this process"
                : "is shared by clones in this process, and will be written when the last of them is closed";
    }

    /** A new overlay stands on a layer, and its creator on it. */
    static void stand(Overlay upper, Layer lower) {
        synchronized (OPEN) {
            upper.holders++;
            lower.holders++;
        }
    }

    static void hold(Layer layer) {
        synchronized (OPEN) {
            layer.holders++;
        }
    }

    static boolean isOwner(Base base, ForkableDisk disk) {
        synchronized (OPEN) {
            return base.owner == disk;
        }
    }

    static void own(Base base, ForkableDisk owner) {
        synchronized (OPEN) {
            base.owner = owner;
        }
    }

    /**
     * Has an overlay stand on the file, in which all between them is now.
     *
     * @return the layer that it stood on, for {@link #release}
     */
    static Layer settle(Overlay overlay) {
        synchronized (OPEN) {
            Layer before = overlay.lower();
            Base base = overlay.base();
            overlay.lower(base);
            base.holders++;
            return before;
        }
    }

    /**
     * Begins to write overlays to the file, if nobody else stands on any of it.
     *
     * @return whether that is so; then {@link #endCommit} must follow
     */
    static boolean beginCommit(Layers layers) {
        synchronized (OPEN) {
            boolean possible = mayCommit(layers);
            layers.base().committing |= possible;
            return possible;
        }
    }

    /** Whether there are overlays on which nobody else stands, and nobody writes them to the file yet. */
    static boolean mayCommit(Layers layers) {
        synchronized (OPEN) {
            return !layers.isDirect() && !layers.base().committing && isAlone(layers);
        }
    }

    static void endCommit(Base base) {
        synchronized (OPEN) {
            base.committing = false;
        }
    }

    /** Whether others stand on any of these layers than those that lie on each other. */
    static boolean isShared(Layers layers) {
        synchronized (OPEN) {
            return !isAlone(layers);
        }
    }

    private static boolean isAlone(Layers layers) {
        for (Layer layer = layers.top(); layer instanceof Overlay overlay; layer = overlay.lower()) {
            if (layer.holders > 1) {
                return false;
            }
        }
        return layers.base().holders == 1;
    }

    /**
     * Lets go of what a disk stands on. What the owner of a file has written beside it is left for the last one who needs the
     * file as it is; that may be the owner.
     *
     * @throws CommitFailedException if it is, and it could not be written
     */
    static void leave(ForkableDisk disk) {
        Layers layers = disk.layers();
        Base base = layers.base();
        boolean bequeaths;
        synchronized (OPEN) {
            bequeaths = base.owner == disk && !layers.isDirect();
            if (base.owner == disk) {
                base.owner = null;
            }
            if (bequeaths) {
                // The disk's hold is the estate's.
                base.estate = layers.overlay();
            }
        }
        if (bequeaths) {
            settleEstate(base);
        } else {
            release(layers.top());
        }
    }

    /**
     * Lets go of a layer. What nobody stands on is closed; if nobody is left but who writes the file, that begins.
     *
     * @throws CommitFailedException if this was the last one, and what was written is not in the image
     */
    static void release(Layer layer) {
        Base base = layer.base();
        List<Runnable> over = new ArrayList<>();
        ForkableDisk owner;
        synchronized (OPEN) {
            // Who opens the file meanwhile stands on it, or is refused, before anybody lets go of it.
            Uninterrupted.await(OPEN, () -> !CHANGING.contains(base.inode));
            Layer at = layer;
            while (--at.holders == 0) {
                if (!(at instanceof Overlay overlay)) {
                    Base unused = OPEN.remove(base.inode);
                    begin(base.inode);
                    over.add(() -> close(base));
                    break;
                }
                over.add(overlay.file::close);
                at = overlay.lower();
            }
            owner = base.owner;
        }
        over.forEach(Runnable::run);
        if (owner != null) {
            owner.othersHaveGone();
        } else {
            settleEstate(base);
        }
    }

    private static void close(Base base) {
        try {
            base.store.close();
        } finally {
            end(base.inode);
        }
    }

    private static void settleEstate(Base base) {
        Overlay estate;
        synchronized (OPEN) {
            estate = base.estate;
            if (estate == null || !isAlone(Layers.from(estate))) {
                return;
            }
            base.estate = null;
        }
        Commit.last(Layers.from(estate));
    }
}
