package io.hv.image.qcow2;

import io.hv.image.Compression;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The header ("Header" and "Header extensions" of the specification), as {@link HeaderReader} read it or as it is to be
 * written. Its fields change under the disk's lock only.
 */
final class Header {

    static final int MAGIC = 0x514649fb;
    static final int V2_SIZE = 72;
    static final int V3_SIZE = 104;
    static final int SIZE = 112;
    static final int MAX_BACKING_NAME = 1023;
    static final int MAX_L1_BYTES = 32 << 20;
    static final int MAX_REFCOUNT_TABLE_BYTES = 8 << 20;
    static final int MAX_SNAPSHOTS = 65_536;

    /** Offsets of fields that are written one by one, or named in messages. */
    static final int BACKING_FILE_OFFSET = 8;

    static final int BACKING_FILE_SIZE = 16;
    static final int CLUSTER_BITS = 20;
    static final int DISK_SIZE = 24;
    static final int CRYPT_METHOD = 32;
    static final int L1_SIZE = 36;
    static final int L1_TABLE_OFFSET = 40;
    static final int REFCOUNT_TABLE_OFFSET = 48;
    static final int REFCOUNT_TABLE_CLUSTERS = 56;
    static final int NB_SNAPSHOTS = 60;
    static final int SNAPSHOTS_OFFSET = 64;
    static final int INCOMPATIBLE = 72;
    static final int COMPATIBLE = 80;
    static final int AUTOCLEAR = 88;
    static final int REFCOUNT_ORDER = 96;
    static final int HEADER_LENGTH = 100;
    static final int COMPRESSION_TYPE = 104;

    int version = 3;
    int clusterBits;
    long size;
    int l1Size;
    long l1Offset;
    long refcountTableOffset;
    int refcountTableClusters;
    int snapshots;
    long snapshotsOffset;
    long incompatible;
    long compatible;
    long autoclear;
    int refcountOrder = 4;
    Compression compression = Compression.DEFLATE;
    /** What a longer header has behind the fields known here. */
    byte[] furtherFields = new byte[0];

    List<Extension> extensions = new ArrayList<>();

    @Nullable
    String backingFile;
    /** Where the name of the backing file was read. */
    long backingFileOffset;

    boolean has(long incompatibleFeature) {
        return (incompatible & incompatibleFeature) != 0;
    }

    /** Whether a cluster of the file is this, or of a table that this names. */
    boolean isTable(long offset) {
        return offset < 1L << clusterBits
                || isIn(offset, l1Offset, (long) l1Size * Long.BYTES)
                || isIn(offset, refcountTableOffset, (long) refcountTableClusters << clusterBits)
                || (snapshots > 0 && isIn(offset, snapshotsOffset, 1));
    }

    private static boolean isIn(long offset, long start, long length) {
        return offset >= start && offset < start + length;
    }

    Optional<Extension> extension(int type) {
        return extensions.stream().filter(each -> each.type() == type).findFirst();
    }

    Optional<String> backingFormat() {
        return extension(Extension.BACKING_FORMAT).map(Extension::text);
    }

    /** Replaces what there is of a type, or adds it; null takes it away. */
    void extension(int type, @Nullable Extension extension) {
        List<Extension> all = new ArrayList<>(extensions);
        all.removeIf(each -> each.type() == type);
        if (extension != null) {
            all.add(extension);
        }
        extensions = all;
    }

    Geometry geometry() {
        return new Geometry(version, clusterBits, 1 << refcountOrder, has(Feature.EXTENDED_L2));
    }

    private int length() {
        return version == 2 ? V2_SIZE : SIZE + furtherFields.length;
    }

    /** How many bytes {@link #encode} gives, which must fit into the first cluster. */
    int encodedSize() {
        int size = length() + Extension.HEAD;
        for (Extension each : extensions) {
            size += each.size();
        }
        return size + (backingFile == null ? 0 : backingFile.getBytes(StandardCharsets.UTF_8).length);
    }

    /** Where {@link #encode} puts the name of the backing file; 0 where there is none. */
    int encodedNameOffset() {
        return backingFile == null ? 0 : encodedSize() - backingFile.getBytes(StandardCharsets.UTF_8).length;
    }

    /** All of it: fields, extensions, and the backing file's name. */
    ByteBuffer encode() {
        ByteBuffer out = ByteBuffer.allocate(encodedSize());
        byte[] name = backingFile == null ? new byte[0] : backingFile.getBytes(StandardCharsets.UTF_8);
        out.putInt(MAGIC).putInt(version);
        out.putLong(encodedNameOffset()).putInt(name.length);
        out.putInt(clusterBits).putLong(size).putInt(0).putInt(l1Size).putLong(l1Offset);
        out.putLong(refcountTableOffset).putInt(refcountTableClusters);
        out.putInt(snapshots).putLong(snapshotsOffset);
        if (version > 2) {
            out.putLong(incompatible).putLong(compatible).putLong(autoclear);
            out.putInt(refcountOrder).putInt(length());
            out.put((byte) (compression == Compression.ZSTD ? 1 : 0)).position(SIZE);
            out.put(furtherFields);
        }
        for (Extension each : extensions) {
            each.put(out);
        }
        // The end of the extensions is eight bytes of zeros.
        out.position(out.position() + Extension.HEAD);
        return out.put(name).flip();
    }
}
