package io.hv.image.files;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the blocks of a file lie: by its tree of extents, or, in file systems of older make, by lists of blocks. Runs are in
 * the file's order and do not overlap; what is in none is zeros.
 */
final class FileBlocks {

    /**
     * Blocks that follow each other.
     *
     * @param first of the file
     * @param block the same one, of the file system
     */
    record Run(long first, long block, long count) {}

    private static final int EXTENT_MAGIC = 0xf30a;
    private static final int ENTRY = 12;
    private static final int MOST_DEPTH = 5;
    private static final int LONGEST_WRITTEN = 32768;
    private static final int DIRECT = 12;
    /** Of blocks of the tree, or of lists: enough for files of many GiB. */
    private static final int MOST_NODES = 1 << 15;

    private final DiskRange range;
    private final SuperBlock sizes;
    private final Inode inode;
    private final List<Run> runs = new ArrayList<>();
    /** How many blocks of the file are of interest. */
    private final long wanted;

    private long behind;
    private int nodes;

    private FileBlocks(DiskRange range, SuperBlock sizes, Inode inode) {
        this.range = range;
        this.sizes = sizes;
        this.inode = inode;
        wanted = (inode.size() + sizes.blockSize() - 1) / sizes.blockSize();
    }

    static List<Run> of(DiskRange range, SuperBlock sizes, Inode inode) {
        FileBlocks blocks = new FileBlocks(range, sizes, inode);
        if (inode.hasExtents()) {
            blocks.tree(inode.blockMap(), inode.where() + Inode.BLOCK_MAP, -1);
        } else {
            blocks.lists();
        }
        return blocks.runs;
    }

    /**
     * A node of the tree, and all below it.
     *
     * @param depth what it has to be; -1 where it is the root
     */
    private void tree(ByteBuffer node, long where, int depth) {
        int count = Short.toUnsignedInt(node.getShort(2));
        int own = Short.toUnsignedInt(node.getShort(6));
        if (Short.toUnsignedInt(node.getShort(0)) != EXTENT_MAGIC) {
            throw range.fault("eh_magic", where, "no node of an extent tree is here");
        }
        if (count > node.capacity() / ENTRY - 1) {
            throw range.fault("eh_entries", where + 2, count + " entries have no room");
        }
        if (depth < 0 ? own > MOST_DEPTH : own != depth) {
            throw range.fault("eh_depth", where + 6, "it is " + own);
        }
        for (int at = ENTRY; at <= count * ENTRY; at += ENTRY) {
            if (own == 0) {
                leaf(node, at, where + at);
            } else {
                long child =
                        Integer.toUnsignedLong(node.getInt(at + 4)) | Short.toUnsignedLong(node.getShort(at + 8)) << 32;
                tree(block("ei_leaf", where + at + 4, child), child * sizes.blockSize(), own - 1);
            }
        }
    }

    private void leaf(ByteBuffer node, int at, long where) {
        long first = Integer.toUnsignedLong(node.getInt(at));
        int length = Short.toUnsignedInt(node.getShort(at + 4));
        long block = Integer.toUnsignedLong(node.getInt(at + 8)) | Short.toUnsignedLong(node.getShort(at + 6)) << 32;
        boolean isWritten = length <= LONGEST_WRITTEN;
        long count = isWritten ? length : length - LONGEST_WRITTEN;
        if (first < behind || count == 0) {
            throw range.fault("ee_block", where, "the extents are not in order");
        }
        behind = first + count;
        checkBlocks("ee_start", where + 8, block, count);
        if (isWritten && first < wanted) {
            runs.add(new Run(first, block, count));
        }
    }

    /** Twelve blocks, a list, a list of lists, a list of lists of lists. */
    private void lists() {
        long where = inode.where() + Inode.BLOCK_MAP;
        for (int i = 0; i < DIRECT; i++) {
            entry(Integer.toUnsignedLong(inode.blockMap().getInt(i * 4)), where + i * 4L, 0);
        }
        for (int level = 1; level <= 3; level++) {
            int at = (DIRECT + level - 1) * 4;
            entry(Integer.toUnsignedLong(inode.blockMap().getInt(at)), where + at, level);
        }
    }

    private void entry(long block, long where, int level) {
        long count = 1;
        for (int i = 0; i < level; i++) {
            count *= sizes.blockSize() / 4;
        }
        if (behind >= wanted || block == 0) {
            behind += count;
        } else if (level == 0) {
            checkBlocks("i_block", where, block, 1);
            addBlock(block);
        } else {
            ByteBuffer list = block("i_block", where, block);
            for (int at = 0; at < sizes.blockSize(); at += 4) {
                entry(Integer.toUnsignedLong(list.getInt(at)), block * sizes.blockSize() + at, level - 1);
            }
        }
    }

    private void addBlock(long block) {
        Run last = runs.isEmpty() ? new Run(0, 0, 0) : runs.get(runs.size() - 1);
        if (last.count > 0 && last.first + last.count == behind && last.block + last.count == block) {
            runs.set(runs.size() - 1, new Run(last.first, last.block, last.count + 1));
        } else {
            runs.add(new Run(behind, block, 1));
        }
        behind++;
    }

    private ByteBuffer block(String field, long where, long number) {
        checkBlocks(field, where, number, 1);
        if (++nodes > MOST_NODES) {
            throw range.fault(
                    field, where, "inode " + inode.number() + " has more than " + MOST_NODES + " blocks of places");
        }
        return range.read(field, number * sizes.blockSize(), sizes.blockSize());
    }

    private void checkBlocks(String field, long where, long block, long count) {
        if (block <= sizes.firstBlock() || block > sizes.blocks() - count) {
            throw range.fault(field, where, count + " blocks from " + block + " on are not in the file system");
        }
    }
}
