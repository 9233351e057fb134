package io.hv.kvm.storage;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The image at the bottom of disks. There is one for each file that this process has open; see {@link Holders}. */
final class Base extends Layer {

    final Path path;
    final RawFile file;

    // Under the lock of Holders.

    /** Whose writes this file shall have in the end. */
    @Nullable
    ForkableDisk owner;

    /** What the owner has left behind when it was closed, to be written when nobody else stands on this file. */
    @Nullable
    Overlay estate;

    /** Somebody is writing overlays to it: nobody may come to stand on it meanwhile. */
    boolean committing;

    Base(Path path, RawFile file) {
        this.path = path;
        this.file = file;
    }

    boolean writable() {
        return !file.readOnly();
    }

    @Override
    long capacity() {
        return file.capacity();
    }

    @Override
    Base base() {
        return this;
    }
}
