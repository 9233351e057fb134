package io.hv.kvm.storage;

import io.hv.nativeaccess.FileStatus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The images that this process has open, and who stands on what. One lock guards it all: it is taken when disks are opened,
 * forked and closed, and never across I/O. Safe for any thread.
 */
final class Holders {

    private static final Map<Inode, Base> OPEN = new HashMap<>();

    private Holders() {}

    /** The same file whatever its name is. */
    private record Inode(long device, long inode) {

        static Inode of(RawFile file) {
            FileStatus status = file.fd().status();
            return new Inode(status.device(), status.inode());
        }
    }

    /**
     * Opens an image, or takes the one that is open; the caller holds it.
     *
     * @throws DiskInUseException if that is not possible beside those who have it
     * @throws io.hv.nativeaccess.NativeException if the kernel refuses
     */
    static Base open(Path path, boolean writable) {
        RawFile file = RawFile.open(path, !writable);
        Base base;
        try {
            base = enter(path, file);
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
        if (base.file != file) {
            file.close();
        }
        return base;
    }

    private static Base enter(Path path, RawFile file) {
        Inode inode = Inode.of(file);
        synchronized (OPEN) {
            Base present = OPEN.get(inode);
            if (present == null) {
                present = new Base(path, file);
                OPEN.put(inode, present);
            } else if (present.writable()) {
                throw new DiskInUseException(path, present.path, writer(present));
            } else if (!file.readOnly()) {
                throw new DiskInUseException(
                        path, present.path, "is read by a machine of this process, which relies on it not to change");
            }
            present.holders++;
            return present;
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
     * @throws CommitFailedException if this was the last one, and what its writer has left could not be written
     */
    static void release(Layer layer) {
        Base base = layer.base();
        List<Runnable> over = new ArrayList<>();
        ForkableDisk owner;
        synchronized (OPEN) {
            Layer at = layer;
            while (--at.holders == 0) {
                if (!(at instanceof Overlay overlay)) {
                    boolean unused = OPEN.values().remove(base);
                    over.add(base.file::close);
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
