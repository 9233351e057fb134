package io.hv.kvm.backend.saved;

import io.hv.kvm.snapshot.FileRun;
import io.hv.kvm.storage.FileIdentity;
import java.nio.file.Path;
import java.util.List;

/**
 * What a disk was: its image, and what differed from it.
 *
 * @param target its name in the domain
 * @param path the image's file
 * @param device of the image's file, as its host numbers it
 * @param inode of the image's file
 * @param size of the image's file
 * @param modified when the image was last changed, in nanoseconds since 1970
 * @param capacity how large the disk was
 * @param differing what is not as the image is
 */
public record SavedOverlay(
        String target,
        String path,
        long device,
        long inode,
        long size,
        long modified,
        long capacity,
        List<FileRun> differing) {

    /** Copies the list. */
    public SavedOverlay {
        differing = List.copyOf(differing);
    }

    /** Of a disk. */
    public static SavedOverlay of(String target, FileIdentity image, long capacity, List<FileRun> differing) {
        return new SavedOverlay(
                target,
                image.path().toString(),
                image.device(),
                image.inode(),
                image.size(),
                image.modifiedNanos(),
                capacity,
                differing);
    }

    /** By what the image is known again. */
    public FileIdentity image() {
        return new FileIdentity(Path.of(path), device, inode, size, modified);
    }
}
