package io.hv.kvm.share;

import io.hv.nativeaccess.Fd;
import org.jspecify.annotations.Nullable;

/** A file or a folder that a guest has open. Its monitor is held while a folder is listed, which has a position. */
final class OpenFile {

    final Fd file;
    /** Pinned until it is closed. */
    final Inode inode;

    /** Of a folder that was listed; under this object's monitor. */
    @Nullable
    Lister lister;

    /** Under the monitor of its {@link Handles}. */
    int users;
    /** The same. */
    boolean released;

    OpenFile(Fd file, Inode inode) {
        this.file = file;
        this.inode = inode;
    }
}
