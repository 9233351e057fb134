package io.hv.kvm.storage;

import io.hv.nativeaccess.FileStatus;
import java.nio.file.Path;

/** A file, whatever its name is. */
record Inode(long device, long inode) {

    /**
     * What is at a path now.
     *
     * @throws io.hv.nativeaccess.NativeException if nothing is
     */
    static Inode of(Path path) {
        FileStatus status = FileStatus.of(path);
        return new Inode(status.device(), status.inode());
    }
}
