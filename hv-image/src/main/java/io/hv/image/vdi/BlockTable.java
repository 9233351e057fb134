package io.hv.image.vdi;

import io.hv.image.file.ImageFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.BitSet;

/** The block map, all of it: of each block of the disk which block of the file it is. Reads go side by side. */
final class BlockTable {

    /** Never written: of a differencing image what the parent has. */
    static final int FREE = -1;
    /** Reads as zeros. */
    static final int ZERO = -2;

    private final ImageFile file;
    private final VdiHeader header;
    private final ByteBuffer entries;
    /** Which blocks of the file are in use. */
    private final BitSet used = new BitSet();
    /** Which sectors of the map are to be written. */
    private final BitSet dirty = new BitSet();

    /** Reads it, and refuses one that points out of the file, or twice to the same place. */
    BlockTable(ImageFile file, VdiHeader header) {
        this.file = file;
        this.header = header;
        entries = file.read("block map", header.mapOffset(), header.blocks() * Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        long size = file.size();
        for (int block = 0; block < header.blocks(); block++) {
            int index = get(block);
            if (index != FREE && index != ZERO) {
                check(block, index, size);
                used.set(index);
            }
        }
    }

    private void check(int block, int index, long size) {
        long at = header.mapOffset() + (long) block * Integer.BYTES;
        if (index < 0 || index >= header.blocks()) {
            throw file.fault("block map", at, Integer.toUnsignedString(index) + ", and there are " + header.blocks());
        }
        // QEMU ends the file of a static image with the disk, VirtualBox with its last block.
        long needed = Math.min(header.blockSize(), header.capacity() - (long) block * header.blockSize());
        if (header.host(index) > size - Math.max(0, needed)) {
            throw file.fault("block map", at, "block " + index + " lies behind the end of the file");
        }
        if (used.get(index)) {
            throw file.fault("block map", at, "block " + index + " has another entry already");
        }
    }

    int get(int block) {
        return entries.getInt(block * Integer.BYTES);
    }

    void set(int block, int index) {
        entries.putInt(block * Integer.BYTES, index);
        dirty.set(block * Integer.BYTES / VdiHeader.SIZE);
    }

    /** Takes a block of the file. The first that is free, so that what a crash left is filled up. */
    int take() {
        int index = used.nextClearBit(0);
        used.set(index);
        return index;
    }

    void giveBack(int index) {
        used.clear(index);
    }

    /** How many blocks of the file are in use. */
    int count() {
        return used.cardinality();
    }

    /** Behind the last one in use: what QEMU would take next. */
    int end() {
        return used.length();
    }

    boolean isDirty() {
        return !dirty.isEmpty();
    }

    void write() {
        for (int from = dirty.nextSetBit(0); from >= 0; from = dirty.nextSetBit(from)) {
            int to = dirty.nextClearBit(from);
            ByteBuffer part = entries.duplicate()
                    .clear()
                    .limit(Math.min(entries.capacity(), to * VdiHeader.SIZE))
                    .position(from * VdiHeader.SIZE);
            file.write("block map", header.mapOffset() + (long) from * VdiHeader.SIZE, part);
            from = to;
        }
        dirty.clear();
    }
}
