package io.hv.image.files;

import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.UUID;

/**
 * What an ext file system says of itself (Linux, Documentation/filesystems/ext4).
 *
 * @param blockSize 1 KiB to 64 KiB
 * @param blocks how many there are, all within the partition
 * @param firstBlock none before it belongs to a file
 * @param descriptorSize of a group, in bytes
 * @param inodeSize in bytes
 */
record SuperBlock(
        int blockSize,
        long blocks,
        long firstBlock,
        long inodes,
        long inodesPerGroup,
        int inodeSize,
        int descriptorSize,
        UUID uuid) {

    static final int OFFSET = 1024;
    private static final int SIZE = 1024;
    private static final int MAGIC = 0xef53;
    private static final int MOST_LOG_BLOCK_SIZE = 6;
    private static final int IS_64_BIT = 0x80;
    private static final int NEEDS_RECOVERY = 0x4;
    /**
     * Filetype, extents, 64bit, mmp, flex_bg, ea_inode, csum_seed, large_dir, inline_data, encrypt, casefold: what some of them
     * mean for one file is looked at in its inode.
     */
    private static final int KNOWN =
            0x2 | 0x40 | IS_64_BIT | 0x100 | 0x200 | 0x400 | 0x2000 | 0x4000 | 0x8000 | 0x10000 | 0x20000;

    /** Where the groups' descriptors begin, in bytes: in the block behind the one that has the super block. */
    long descriptors() {
        return (OFFSET / blockSize + 1L) * blockSize;
    }

    static boolean isThere(DiskRange range) {
        return range.contains(OFFSET, SIZE)
                && Short.toUnsignedInt(range.read("s_magic", OFFSET + 56, 2).getShort(0)) == MAGIC;
    }

    static SuperBlock read(DiskRange range) {
        ByteBuffer bytes = range.read("super block", OFFSET, SIZE);
        Reader reader = new Reader(range, bytes);
        boolean isDynamic = bytes.getInt(76) != 0;
        int incompatible = isDynamic ? bytes.getInt(96) : 0;
        reader.checkFeatures(incompatible);
        boolean is64Bit = (incompatible & IS_64_BIT) != 0;
        int log = (int) reader.bounded("s_log_block_size", 24, 0, MOST_LOG_BLOCK_SIZE);
        int blockSize = 1024 << log;
        long blocks = reader.unsigned(4) | (is64Bit ? reader.unsigned(336) << 32 : 0);
        if (blocks < 1 || blocks > range.length() / blockSize) {
            throw reader.fault("s_blocks_count", 4, Long.toUnsignedString(blocks));
        }
        int inodeSize = isDynamic ? (int) reader.bounded16("s_inode_size", 88, 128, blockSize) : 128;
        if (Integer.bitCount(inodeSize) != 1) {
            throw reader.fault("s_inode_size", 88, "" + inodeSize);
        }
        int descriptorSize = is64Bit ? (int) reader.bounded16("s_desc_size", 254, 64, 1024) : 32;
        if (Integer.bitCount(descriptorSize) != 1) {
            throw reader.fault("s_desc_size", 254, "" + descriptorSize);
        }
        return new SuperBlock(
                blockSize,
                blocks,
                reader.bounded("s_first_data_block", 20, 0, 1),
                reader.bounded("s_inodes_count", 0, 11, 0xffff_ffffL),
                reader.bounded("s_inodes_per_group", 40, 1, 8L * blockSize),
                inodeSize,
                descriptorSize,
                new UUID(Long.reverseBytes(bytes.getLong(104)), Long.reverseBytes(bytes.getLong(112))));
    }

    /** A super block's numbers, and what is wrong with them. */
    private record Reader(DiskRange range, ByteBuffer bytes) {

        long unsigned(int at) {
            return Integer.toUnsignedLong(bytes.getInt(at));
        }

        long bounded(String field, int at, long least, long most) {
            return checked(field, at, unsigned(at), least, most);
        }

        long bounded16(String field, int at, long least, long most) {
            return checked(field, at, Short.toUnsignedLong(bytes.getShort(at)), least, most);
        }

        private long checked(String field, int at, long value, long least, long most) {
            if (value < least || value > most) {
                throw fault(field, at, value + ", and can be " + least + " to " + most);
            }
            return value;
        }

        io.hv.image.ImageException fault(String field, int at, String value) {
            return range.fault(field, OFFSET + at, "it is " + value);
        }

        void checkFeatures(int incompatible) {
            if ((incompatible & NEEDS_RECOVERY) != 0) {
                throw range.fault(
                        "s_feature_incompat",
                        OFFSET + 96,
                        "the journal is to be played first: the file system was in use; start its machine, or run e2fsck");
            }
            if ((incompatible & ~KNOWN) != 0) {
                throw range.fault(
                        "s_feature_incompat",
                        OFFSET + 96,
                        String.format(Locale.ROOT, "features 0x%x are not known here", incompatible & ~KNOWN));
            }
        }
    }
}
