package io.hv.kvm.virtio.fs;

/**
 * How full a folder's file system is (struct fuse_kstatfs).
 *
 * @param blocks how many there are
 * @param free how many are free
 * @param available how many are free for the user
 * @param files how many files there can be
 * @param freeFiles how many more
 * @param blockSize what is good to be moved at once, in bytes
 * @param nameLength the longest name
 * @param fragment the unit of the numbers of blocks, in bytes
 */
public record Space(
        long blocks,
        long free,
        long available,
        long files,
        long freeFiles,
        int blockSize,
        int nameLength,
        int fragment) {}
