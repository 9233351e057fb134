package io.hv.kvm.virtio.fs;

/**
 * What a guest is told of a file (struct fuse_attr).
 *
 * @param inode the file's number
 * @param size in bytes
 * @param blocks of 512 bytes
 * @param accessed when it was last read
 * @param modified when its bytes were last changed
 * @param changed when anything of it was last changed
 * @param mode kind and permissions
 * @param links how many names it has
 * @param owner the user's number
 * @param group the group's number
 * @param special the device that it stands for
 * @param blockSize what is good to be moved at once, in bytes
 */
public record Attributes(
        long inode,
        long size,
        long blocks,
        Time accessed,
        Time modified,
        Time changed,
        int mode,
        int links,
        int owner,
        int group,
        int special,
        int blockSize) {

    /**
     * A moment, of any year that a file system takes.
     *
     * @param seconds since 1970
     * @param nanos of the second
     */
    public record Time(long seconds, int nanos) {}
}
