package io.hv.nativeaccess;

import java.nio.ByteBuffer;

/**
 * How full a file system is (struct statfs of x86-64).
 *
 * @param blockSize what is good to be moved at once, in bytes
 * @param fragment the unit of the numbers of blocks, in bytes
 * @param blocks how many there are
 * @param free how many are free
 * @param available how many are free for this user
 * @param files how many files there can be
 * @param freeFiles how many more
 * @param nameLength the longest name, in bytes
 */
public record FolderSpace(
        long blockSize,
        long fragment,
        long blocks,
        long free,
        long available,
        long files,
        long freeFiles,
        long nameLength) {

    static final int SIZE = 120;

    static FolderSpace of(ByteBuffer stat) {
        long size = stat.getLong(8);
        long fragment = stat.getLong(72);
        return new FolderSpace(
                size,
                fragment == 0 ? size : fragment,
                stat.getLong(16),
                stat.getLong(24),
                stat.getLong(32),
                stat.getLong(40),
                stat.getLong(48),
                stat.getLong(64));
    }
}
