package io.hv.image.qcow2;

import io.hv.image.Extent;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * A second reader of qcow2, by the specification alone and by none of the code that is tested: slow, of small images, and
 * with no look at damage. It says what the disk is and where that lies; {@link SpecCounts} has the counts.
 */
final class SpecImage {

    static final long OFFSET = 0x00fffffffffffe00L;

    private final ByteBuffer file;
    private final ByteBuffer data;

    /** Of a file's bytes; and of those of its external data file, which is the same one where there is none. */
    SpecImage(byte[] file, byte[] data) {
        this.file = ByteBuffer.wrap(file);
        this.data = ByteBuffer.wrap(data);
    }

    /** How many bytes the file has. */
    int length() {
        return file.capacity();
    }

    /** Eight bytes of the file. */
    long word(long at) {
        return file.getLong((int) at);
    }

    /** One byte of the file. */
    byte at(long offset) {
        return file.get((int) offset);
    }

    // ---- the header

    int version() {
        return file.getInt(4);
    }

    int clusterBits() {
        return file.getInt(20);
    }

    int clusterSize() {
        return 1 << clusterBits();
    }

    long size() {
        return file.getLong(24);
    }

    int l1Size() {
        return file.getInt(36);
    }

    long l1Offset() {
        return file.getLong(40);
    }

    long refcountTableOffset() {
        return file.getLong(48);
    }

    int refcountTableClusters() {
        return file.getInt(56);
    }

    int snapshotCount() {
        return file.getInt(60);
    }

    long snapshotsOffset() {
        return file.getLong(64);
    }

    long incompatible() {
        return version() == 2 ? 0 : file.getLong(72);
    }

    long autoclear() {
        return version() == 2 ? 0 : file.getLong(88);
    }

    int refcountBits() {
        return version() == 2 ? 16 : 1 << file.getInt(96);
    }

    int headerLength() {
        return version() == 2 ? 72 : file.getInt(100);
    }

    boolean hasDataFile() {
        return (incompatible() & 4) != 0;
    }

    boolean hasSubclusters() {
        return (incompatible() & 16) != 0;
    }

    /** The bytes of the header extension of a type; null if there is none. */
    byte @org.jspecify.annotations.Nullable [] extension(int type) {
        for (int at = headerLength(); file.getInt(at) != 0; at += 8 + (file.getInt(at + 4) + 7) / 8 * 8) {
            if (file.getInt(at) == type) {
                return bytes(at + 8, file.getInt(at + 4));
            }
        }
        return null;
    }

    String backingFile() {
        return new String(bytes((int) file.getLong(8), file.getInt(16)), java.nio.charset.StandardCharsets.UTF_8);
    }

    byte[] bytes(int at, int length) {
        byte[] bytes = new byte[length];
        file.get(at, bytes);
        return bytes;
    }

    // ---- what a cluster of the disk is

    /** An L2 entry, with the word of its subclusters. */
    record Mapping(long bits, long subclusters) {
        boolean isCompressed() {
            return (bits & 1L << 62) != 0;
        }

        boolean isCopied() {
            return bits < 0;
        }

        long host() {
            return bits & OFFSET;
        }
    }

    private int entrySize() {
        return hasSubclusters() ? 16 : 8;
    }

    int entriesPerTable() {
        return clusterSize() / entrySize();
    }

    Mapping entry(long l2, int index) {
        int at = (int) l2 + index * entrySize();
        return new Mapping(file.getLong(at), hasSubclusters() ? file.getLong(at + 8) : 0);
    }

    private Mapping mapping(long l1, long offset) {
        long cluster = offset >>> clusterBits();
        long l2 = word(l1 + cluster / entriesPerTable() * 8) & OFFSET;
        return l2 == 0 ? new Mapping(0, 0) : entry(l2, (int) (cluster % entriesPerTable()));
    }

    Mapping mapping(long offset) {
        return mapping(l1Offset(), offset);
    }

    private Extent.Kind kind(Mapping mapping, long offset) {
        if (mapping.isCompressed()) {
            return Extent.Kind.COMPRESSED;
        }
        if (hasSubclusters()) {
            int subcluster = (int) (offset % clusterSize() / (clusterSize() / 32));
            boolean isZero = (mapping.subclusters >>> (32 + subcluster) & 1) != 0;
            boolean isData = (mapping.subclusters >>> subcluster & 1) != 0;
            return isZero ? Extent.Kind.ZERO : isData ? Extent.Kind.DATA : Extent.Kind.ABSENT;
        }
        if (version() > 2 && (mapping.bits & 1) != 0) {
            return Extent.Kind.ZERO;
        }
        boolean isThere = mapping.host() != 0 || (hasDataFile() && mapping.isCopied());
        return isThere ? Extent.Kind.DATA : Extent.Kind.ABSENT;
    }

    Extent.Kind kind(long offset) {
        return kind(mapping(offset), offset);
    }

    /** Where a byte of the disk lies; -1 where it does not lie anywhere as it is. */
    long host(long offset) {
        return kind(offset) == Extent.Kind.DATA ? mapping(offset).host() + offset % clusterSize() : -1;
    }

    // ---- the disk's bytes

    /** The disk, over a backing file's bytes, which may be fewer. */
    byte[] disk(byte[] backing) {
        return disk(l1Offset(), size(), backing);
    }

    private byte[] disk(long l1, long size, byte[] backing) {
        byte[] disk = Arrays.copyOf(backing, (int) size);
        int unit = hasSubclusters() ? clusterSize() / 32 : clusterSize();
        for (int at = 0; at < size; at += unit) {
            int length = (int) Math.min(unit, size - at);
            Mapping mapping = mapping(l1, at);
            switch (kind(mapping, at)) {
                case ZERO -> Arrays.fill(disk, at, at + length, (byte) 0);
                case DATA -> {
                    long host = mapping.host() + at % clusterSize();
                    for (int i = 0; i < length; i++) {
                        // A file may end before its last cluster does.
                        disk[at + i] = host + i < data.capacity() ? data.get((int) host + i) : 0;
                    }
                }
                case COMPRESSED -> System.arraycopy(inflated(mapping), at % clusterSize(), disk, at, length);
                case ABSENT -> {
                    // The backing file's bytes are there.
                }
            }
        }
        return disk;
    }

    private int offsetBits() {
        return 62 - (clusterBits() - 8);
    }

    long compressedOffset(Mapping mapping) {
        return mapping.bits & (1L << offsetBits()) - 1;
    }

    /** To the end of the last sector. */
    long compressedEnd(Mapping mapping) {
        long sectors = (mapping.bits & (1L << 62) - 1) >>> offsetBits();
        return (compressedOffset(mapping) / 512 + sectors + 1) * 512;
    }

    private byte[] inflated(Mapping mapping) {
        long end = Math.min(compressedEnd(mapping), file.capacity());
        long start = compressedOffset(mapping);
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(bytes((int) start, (int) (end - start)));
            byte[] cluster = new byte[clusterSize()];
            int n = inflater.inflate(cluster);
            if (n < cluster.length) {
                throw new AssertionError("only " + n + " bytes");
            }
            return cluster;
        } catch (DataFormatException e) {
            throw new AssertionError(e);
        } finally {
            inflater.end();
        }
    }

    // ---- snapshots

    /** An entry of the snapshot table. */
    record Saved(String id, String name, long l1Offset, int l1Size, long diskSize, int entrySize) {}

    List<Saved> snapshots() {
        List<Saved> all = new ArrayList<>();
        int at = (int) snapshotsOffset();
        for (int i = 0; i < snapshotCount(); i++) {
            int extra = file.getInt(at + 36);
            int idSize = file.getShort(at + 12);
            int nameSize = file.getShort(at + 14);
            int size = (40 + extra + idSize + nameSize + 7) / 8 * 8;
            all.add(new Saved(
                    new String(bytes(at + 40 + extra, idSize), java.nio.charset.StandardCharsets.UTF_8),
                    new String(bytes(at + 40 + extra + idSize, nameSize), java.nio.charset.StandardCharsets.UTF_8),
                    file.getLong(at),
                    file.getInt(at + 8),
                    extra >= 16 ? file.getLong(at + 48) : size(),
                    size));
            at += size;
        }
        return all;
    }

    byte[] disk(Saved snapshot, byte[] backing) {
        return disk(snapshot.l1Offset, snapshot.diskSize, backing);
    }
}
