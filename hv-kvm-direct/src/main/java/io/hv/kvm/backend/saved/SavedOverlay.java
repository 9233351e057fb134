package io.hv.kvm.backend.saved;

import io.hv.kvm.snapshot.FileRun;
import io.hv.kvm.storage.FileIdentity;
import java.nio.file.Path;
import java.util.List;

/**
 * What a disk was: its image, and what differed from it. An image may need other files, backing files mostly: each is one more
 * of these after it, of no capacity and without what differs.
 *
 * @param target its name in the domain; for another file that its image needs, that, a slash and a number from 1 on
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

    private static final String NEEDED = "/";

    /** Copies the list. */
    public SavedOverlay {
        differing = List.copyOf(differing);
    }

    /** Of another file that a disk's image needs. */
    public static SavedOverlay needed(String disk, int number, FileIdentity file) {
        return of(disk + NEEDED + number, file, 0, List.of());
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

    /** The name of the disk that it is of, or that needs it. */
    public String disk() {
        int end = target.indexOf(NEEDED);
        return end < 0 ? target : target.substring(0, end);
    }

    /** By what the image is known again. */
    public FileIdentity image() {
        return new FileIdentity(Path.of(path), device, inode, size, modified);
    }
}
