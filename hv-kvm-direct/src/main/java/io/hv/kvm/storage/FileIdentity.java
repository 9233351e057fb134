package io.hv.kvm.storage;

import io.hv.nativeaccess.FileStatus;
import io.hv.nativeaccess.NativeException;
import java.nio.file.Path;

/**
 * By what an image is known again, unchanged.
 *
 * @param path where it was found
 * @param device the number of the device that its file system is on
 * @param inode its number there
 * @param size in bytes; 0 for a block device
 * @param modifiedNanos when its bytes were last changed, in nanoseconds since 1970
 */
public record FileIdentity(Path path, long device, long inode, long size, long modifiedNanos) {

    /**
     * Of what is at a path now.
     *
     * @throws NativeException if it cannot be looked at
     */
    public static FileIdentity of(Path path) {
        return of(path, FileStatus.of(path));
    }

    /** Of a file that was found at a path. */
    public static FileIdentity of(Path path, FileStatus status) {
        return new FileIdentity(path, status.device(), status.inode(), status.size(), status.modifiedNanos());
    }
}
