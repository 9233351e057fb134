package io.hv.image.files;

import io.hv.image.Image;
import io.hv.image.ImageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The files of one ext2, ext3 or ext4 file system on a disk, read only. It is as the disk has it: what a running machine has
 * written and not flushed is not there, and a file system whose journal is to be played first is refused.
 *
 * <p>Paths are as in the guest, with or without a {@code /} in front; symbolic links are followed, within the file system. Names
 * are taken for UTF-8. Safe for any thread as long as the image is open. What is damaged is an {@link ImageException} whose
 * offset is one of the disk.
 */
public final class GuestFiles {

    private static final int LARGEST = 1 << 30;

    private final ExtVolume volume;

    private GuestFiles(ExtVolume volume) {
        this.volume = volume;
    }

    /**
     * The file systems of all partitions (of a GPT or an MBR) that have one that is known here, in the order of the table; or
     * that of the disk as a whole, where it has no partitions. One that cannot be read is left out.
     *
     * @throws ImageException if the table is damaged, or there are file systems and none can be read
     */
    public static List<GuestFiles> on(Image image) {
        List<GuestFiles> found = new ArrayList<>();
        List<ImageException> refused = new ArrayList<>();
        for (DiskRange each : Partitions.of(DiskRange.all(image))) {
            try {
                if (SuperBlock.isThere(each)) {
                    found.add(new GuestFiles(new ExtVolume(each)));
                }
            } catch (ImageException e) {
                refused.add(e);
            }
        }
        if (found.isEmpty() && !refused.isEmpty()) {
            throw refused.get(0);
        }
        return found;
    }

    /** Where it begins, in bytes of the disk. */
    public long offset() {
        return volume.range().start();
    }

    /** By which {@code root=UUID=} knows it. */
    public UUID uuid() {
        return volume.sizes().uuid();
    }

    /** Whether a path leads to a file. */
    public boolean isFile(String path) {
        Inode inode = volume.find(path);
        return inode != null && inode.isFile();
    }

    /** The names in a folder, in the order of their characters; empty where a path leads to none. */
    public List<String> list(String path) {
        Inode inode = volume.find(path);
        if (inode == null || !inode.isFolder()) {
            return List.of();
        }
        return volume.names(inode).keySet().stream()
                .filter(name -> !name.equals(".") && !name.equals(".."))
                .toList();
    }

    /**
     * A file's bytes; empty where the path leads to no file.
     *
     * @throws ImageException also if it has more than 1 GiB
     */
    public Optional<byte[]> read(String path) {
        Inode inode = volume.find(path);
        return inode == null || !inode.isFile() ? Optional.empty() : Optional.of(volume.read(inode, LARGEST));
    }

    @Override
    public String toString() {
        return "file system " + uuid() + " at " + offset();
    }
}
