package io.hv.nativeaccess;

import java.nio.ByteBuffer;

/**
 * All that the kernel tells of a file (statx(2)).
 *
 * @param device the number of the device that its file system is on
 * @param inode its number there
 * @param born when it was made; zero where its file system does not know
 * @param mode kind and permissions, as {@code st_mode}
 * @param links how many names it has
 * @param owner the user's number
 * @param group the group's number
 * @param special the device that it stands for, as {@code makedev} makes it; 0 for what is none
 * @param size in bytes
 * @param blocks of 512 bytes
 * @param blockSize what is good to be read at once, in bytes
 * @param accessed when it was last read
 * @param modified when its bytes were last changed
 * @param changed when anything of it was last changed
 * @param mountRoot whether it is where something is mounted
 */
public record FileAttributes(
        long device,
        long inode,
        Moment born,
        int mode,
        int links,
        int owner,
        int group,
        long special,
        long size,
        long blocks,
        int blockSize,
        Moment accessed,
        Moment modified,
        Moment changed,
        boolean mountRoot) {

    /** The bits of {@link #mode} that say what kind of file it is. */
    public static final int KIND = 0170000;

    /** A regular file. */
    public static final int REGULAR = 0100000;

    /** A folder. */
    public static final int FOLDER = 0040000;

    /** A symbolic link. */
    public static final int LINK = 0120000;

    /** A pipe with a name. */
    public static final int PIPE = 0010000;

    private static final int BLOCK_SIZE = 4;
    private static final int ATTRIBUTES = 8;
    private static final int LINKS = 16;
    private static final int OWNER = 20;
    private static final int GROUP = 24;
    private static final int MODE = 28;
    private static final int INODE = 32;
    private static final int LENGTH = 40;
    private static final int BLOCKS = 48;
    private static final int ACCESSED = 64;
    private static final int BORN = 80;
    private static final int CHANGED = 96;
    private static final int MODIFIED = 112;
    private static final int SPECIAL = 128;
    private static final int DEVICE = 136;
    private static final long MOUNT_ROOT = 0x2000;

    /**
     * A moment, of any year that a file system takes.
     *
     * @param seconds since 1970
     * @param nanos of the second
     */
    public record Moment(long seconds, int nanos) {

        private static Moment at(ByteBuffer stat, int offset) {
            return new Moment(stat.getLong(offset), stat.getInt(offset + Long.BYTES));
        }
    }

    static FileAttributes of(ByteBuffer stat) {
        return new FileAttributes(
                number(stat, DEVICE),
                stat.getLong(INODE),
                Moment.at(stat, BORN),
                stat.getShort(MODE) & 0xffff,
                stat.getInt(LINKS),
                stat.getInt(OWNER),
                stat.getInt(GROUP),
                number(stat, SPECIAL),
                stat.getLong(LENGTH),
                stat.getLong(BLOCKS),
                stat.getInt(BLOCK_SIZE),
                Moment.at(stat, ACCESSED),
                Moment.at(stat, MODIFIED),
                Moment.at(stat, CHANGED),
                (stat.getLong(ATTRIBUTES) & MOUNT_ROOT) != 0);
    }

    /** As the kernel passes device numbers to programs: 8 bits of the minor one, 12 of the major, the rest of the minor. */
    private static long number(ByteBuffer stat, int offset) {
        long major = Integer.toUnsignedLong(stat.getInt(offset));
        long minor = Integer.toUnsignedLong(stat.getInt(offset + Integer.BYTES));
        return (minor & 0xff) | (major << 8) | ((minor & ~0xffL) << 12);
    }

    /** Whether it is of this kind. */
    public boolean is(int kind) {
        return (mode & KIND) == kind;
    }
}
