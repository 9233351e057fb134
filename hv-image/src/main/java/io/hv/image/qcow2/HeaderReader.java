package io.hv.image.qcow2;

import io.hv.image.Compression;
import io.hv.image.ImageException;
import io.hv.image.file.ImageFile;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads a header and refuses what no image can have: every number is checked before anything is done with it. */
final class HeaderReader {

    private static final int MIN_CLUSTER_BITS = 9;
    private static final int MAX_CLUSTER_BITS = 21;
    private static final int MIN_EXTENDED_CLUSTER_BITS = 14;
    private static final int MAX_REFCOUNT_ORDER = 6;
    private static final int FEATURE_NAME_SIZE = 48;
    private static final long MAX_OFFSET = 1L << 56;

    private final ImageFile file;
    private final long fileSize;
    private final Header header = new Header();
    private final ByteBuffer in;
    private int length;

    private HeaderReader(ImageFile file) {
        this.file = file;
        fileSize = file.size();
        in = file.read("header", 0, (int) Math.min(fileSize, 1 << MAX_CLUSTER_BITS));
    }

    static Header read(ImageFile file) {
        return new HeaderReader(file).read();
    }

    private Header read() {
        if (in.limit() < Header.V2_SIZE) {
            throw fault("header", 0, "the file has only " + fileSize + " bytes");
        }
        if (in.getInt(0) != Header.MAGIC) {
            throw fault("magic", 0, "this is no qcow2 image");
        }
        header.version = in.getInt(4);
        if (header.version != 2 && header.version != 3) {
            throw fault("version", 4, Integer.toUnsignedString(header.version) + ", not 2 or 3");
        }
        clusterBits();
        length();
        extensions();
        // Before all else: a feature that is not known may change what the other fields mean.
        features();
        encryption();
        refcountOrder();
        compression();
        size();
        tables();
        backingFile();
        return header;
    }

    private void clusterBits() {
        header.clusterBits = in.getInt(Header.CLUSTER_BITS);
        if (header.clusterBits < MIN_CLUSTER_BITS || header.clusterBits > MAX_CLUSTER_BITS) {
            throw fault("cluster_bits", Header.CLUSTER_BITS, header.clusterBits + ", not 9 to 21");
        }
        in.limit(Math.min(in.limit(), 1 << header.clusterBits));
    }

    private void length() {
        length = Header.V2_SIZE;
        if (header.version == 2) {
            return;
        }
        if (in.limit() < Header.V3_SIZE) {
            throw fault("header", 0, "the file has only " + fileSize + " bytes");
        }
        length = in.getInt(Header.HEADER_LENGTH);
        if (length < Header.V3_SIZE || length > in.limit() || length % 8 != 0) {
            throw fault(
                    "header_length",
                    Header.HEADER_LENGTH,
                    Integer.toUnsignedString(length) + ", not a multiple of 8 from 104 to the first cluster's end");
        }
        header.incompatible = in.getLong(Header.INCOMPATIBLE);
        header.compatible = in.getLong(Header.COMPATIBLE);
        header.autoclear = in.getLong(Header.AUTOCLEAR);
        if (length > Header.SIZE) {
            header.furtherFields = new byte[length - Header.SIZE];
            in.get(Header.SIZE, header.furtherFields);
        }
    }

    private void extensions() {
        long nameAt = in.getLong(Header.BACKING_FILE_OFFSET);
        int end = nameAt >= length && nameAt < in.limit() ? (int) nameAt : in.limit();
        List<Extension> found = new ArrayList<>();
        int at = length;
        while (at <= end - Extension.HEAD) {
            int type = in.getInt(at);
            int size = in.getInt(at + 4);
            if (type == Extension.END) {
                break;
            }
            if (size < 0 || size > end - at - Extension.HEAD) {
                throw fault(
                        "header extension 0x" + Integer.toHexString(type),
                        at,
                        "its length is " + Integer.toUnsignedString(size) + ", more than there is room for");
            }
            byte[] bytes = new byte[size];
            in.get(at + Extension.HEAD, bytes);
            found.add(new Extension(type, at + Extension.HEAD, bytes));
            at += Extension.HEAD + Extension.padded(size);
        }
        header.extensions = found;
    }

    private void features() {
        long unknown = header.incompatible & ~Feature.KNOWN_INCOMPATIBLE;
        if (unknown != 0) {
            int bit = Long.numberOfTrailingZeros(unknown);
            throw fault(
                    "incompatible_features",
                    Header.INCOMPATIBLE,
                    "bit " + bit + featureName(bit) + " is set, which is not known here");
        }
        if (header.has(Feature.EXTENDED_L2) && header.clusterBits < MIN_EXTENDED_CLUSTER_BITS) {
            throw fault("cluster_bits", Header.CLUSTER_BITS, header.clusterBits + ", too small for subclusters");
        }
    }

    private String featureName(int bit) {
        ByteBuffer names =
                header.extension(Extension.FEATURE_NAMES).map(Extension::bytes).orElseGet(() -> ByteBuffer.allocate(0));
        for (int at = 0; at + FEATURE_NAME_SIZE <= names.limit(); at += FEATURE_NAME_SIZE) {
            if (names.get(at) == 0 && names.get(at + 1) == bit) {
                byte[] name = new byte[FEATURE_NAME_SIZE - 2];
                names.get(at + 2, name);
                String text = new String(name, StandardCharsets.UTF_8);
                return " ('" + text.replaceAll("\0.*", "").replaceAll("\\p{Cntrl}", "?") + "')";
            }
        }
        return "";
    }

    private void encryption() {
        int method = in.getInt(Header.CRYPT_METHOD);
        if (method != 0) {
            String name = method == 1 ? "AES" : method == 2 ? "LUKS" : Integer.toUnsignedString(method);
            throw fault("crypt_method", Header.CRYPT_METHOD, "it is encrypted: " + name + ", which is not supported");
        }
    }

    private void refcountOrder() {
        if (header.version == 2) {
            return;
        }
        header.refcountOrder = in.getInt(Header.REFCOUNT_ORDER);
        if (header.refcountOrder < 0 || header.refcountOrder > MAX_REFCOUNT_ORDER) {
            throw fault(
                    "refcount_order",
                    Header.REFCOUNT_ORDER,
                    Integer.toUnsignedString(header.refcountOrder) + ", not 0 to 6");
        }
    }

    private void compression() {
        int type = length > Header.COMPRESSION_TYPE ? Byte.toUnsignedInt(in.get(Header.COMPRESSION_TYPE)) : 0;
        if (type > 1) {
            throw fault("compression_type", Header.COMPRESSION_TYPE, type + ", not 0 (deflate) or 1 (zstd)");
        }
        if (header.has(Feature.COMPRESSION_TYPE) != (type != 0)) {
            throw fault(
                    "compression_type",
                    Header.COMPRESSION_TYPE,
                    type + ", and the incompatible feature says the opposite");
        }
        header.compression = type == 1 ? Compression.ZSTD : Compression.DEFLATE;
    }

    private void size() {
        header.size = in.getLong(Header.DISK_SIZE);
        long most = (Header.MAX_L1_BYTES / Long.BYTES) * header.geometry().l2Span();
        if (header.size < 0 || header.size > most) {
            throw fault("size", Header.DISK_SIZE, Long.toUnsignedString(header.size) + ", more than " + most);
        }
    }

    private void tables() {
        Geometry geometry = header.geometry();
        header.l1Size = in.getInt(Header.L1_SIZE);
        header.l1Offset = in.getLong(Header.L1_TABLE_OFFSET);
        if (header.l1Size < 0 || header.l1Size > Header.MAX_L1_BYTES / Long.BYTES) {
            throw fault("l1_size", Header.L1_SIZE, Integer.toUnsignedString(header.l1Size) + ", more than 32 MiB");
        }
        if (header.l1Size < geometry.l1Entries(header.size)) {
            throw fault("l1_size", Header.L1_SIZE, header.l1Size + " entries do not reach the disk's end");
        }
        if (header.l1Size > 0) {
            table("l1_table_offset", Header.L1_TABLE_OFFSET, header.l1Offset, (long) header.l1Size * Long.BYTES);
        }
        header.refcountTableOffset = in.getLong(Header.REFCOUNT_TABLE_OFFSET);
        header.refcountTableClusters = in.getInt(Header.REFCOUNT_TABLE_CLUSTERS);
        long bytes = Integer.toUnsignedLong(header.refcountTableClusters) << header.clusterBits;
        if (bytes == 0 || bytes > Math.max(Header.MAX_REFCOUNT_TABLE_BYTES, geometry.clusterSize())) {
            throw fault(
                    "refcount_table_clusters",
                    Header.REFCOUNT_TABLE_CLUSTERS,
                    Integer.toUnsignedString(header.refcountTableClusters) + ", not 1 to 8 MiB of them");
        }
        table("refcount_table_offset", Header.REFCOUNT_TABLE_OFFSET, header.refcountTableOffset, bytes);
        snapshots();
        apart(geometry, bytes);
    }

    private void snapshots() {
        header.snapshots = in.getInt(Header.NB_SNAPSHOTS);
        header.snapshotsOffset = in.getLong(Header.SNAPSHOTS_OFFSET);
        if (header.snapshots < 0 || header.snapshots > Header.MAX_SNAPSHOTS) {
            throw fault(
                    "nb_snapshots",
                    Header.NB_SNAPSHOTS,
                    Integer.toUnsignedString(header.snapshots) + ", not 0 to 65536");
        }
        if (header.snapshots > 0) {
            table("snapshots_offset", Header.SNAPSHOTS_OFFSET, header.snapshotsOffset, 1);
        }
    }

    private void apart(Geometry geometry, long refcountTableBytes) {
        long l1End = geometry.clusters((long) header.l1Size * Long.BYTES) * geometry.clusterSize() + header.l1Offset;
        if (header.l1Size > 0
                && header.l1Offset < header.refcountTableOffset + refcountTableBytes
                && header.refcountTableOffset < l1End) {
            throw fault("l1_table_offset", Header.L1_TABLE_OFFSET, "the L1 table lies in the refcount table");
        }
    }

    private void table(String field, int at, long offset, long bytes) {
        Geometry geometry = header.geometry();
        if (offset < geometry.clusterSize() || offset > MAX_OFFSET || !geometry.isAligned(offset)) {
            throw fault(field, at, "0x" + Long.toHexString(offset) + " is no cluster behind the header");
        }
        if (offset > fileSize - bytes) {
            throw fault(
                    field,
                    at,
                    bytes + " bytes at 0x" + Long.toHexString(offset) + " are not in a file of " + fileSize + " bytes");
        }
    }

    private void backingFile() {
        long offset = in.getLong(Header.BACKING_FILE_OFFSET);
        int size = in.getInt(Header.BACKING_FILE_SIZE);
        if (offset == 0) {
            return;
        }
        if (size <= 0 || size > Header.MAX_BACKING_NAME) {
            throw fault(
                    "backing_file_size", Header.BACKING_FILE_SIZE, Integer.toUnsignedString(size) + ", not 1 to 1023");
        }
        if (offset < length || offset > in.limit() - size) {
            throw fault(
                    "backing_file_offset",
                    Header.BACKING_FILE_OFFSET,
                    "0x" + Long.toHexString(offset) + ": the name is not behind the header in the first cluster");
        }
        try {
            ByteBuffer name = in.duplicate();
            header.backingFile = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(name.limit((int) offset + size).position((int) offset))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new ImageException(file.path(), "backing_file", offset, "the name is not UTF-8", "", e);
        }
        header.backingFileOffset = offset;
    }

    private ImageException fault(String field, long offset, String why) {
        return file.fault(field, offset, why);
    }
}
