package io.hv.kvm.storage;

import io.hv.image.ImageFormat;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The image at the bottom of disks. There is one for each file that this process has open; see {@link Holders}. */
final class Base extends Layer {

    final Path path;
    final Inode inode;
    final ImageFormat format;
    final BaseStore store;

    /** Other files that must stay as they are. */
    final List<Inode> needed;

    // Under the lock of Holders.

    /** Whose writes this file shall have in the end. */
    @Nullable
    ForkableDisk owner;

    /** What the owner has left behind when it was closed, to be written when nobody else stands on this file. */
    @Nullable
    Overlay estate;

    /** Somebody is writing overlays to it: nobody may come to stand on it meanwhile. */
    boolean committing;

    Base(Path path, Inode inode, ImageFormat format, BaseStore store, List<Inode> needed) {
        this.path = path;
        this.inode = inode;
        this.format = format;
        this.store = store;
        this.needed = List.copyOf(needed);
    }

    boolean writable() {
        return !store.readOnly();
    }

    @Override
    long capacity() {
        return store.capacity();
    }

    @Override
    Base base() {
        return this;
    }
}
