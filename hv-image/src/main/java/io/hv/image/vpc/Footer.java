package io.hv.image.vpc;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/** The hard disk footer ("Virtual Hard Disk Image Format Specification"): the last sector of a file. Not changed once made. */
final class Footer {

    static final int SECTOR = 512;
    /** What Virtual PC before 2004 wrote. */
    static final int OLD_SIZE = 511;

    static final long COOKIE = 0x636f6e6563746978L;
    static final int VERSION = 12;
    static final int DATA_OFFSET = 16;
    static final int TIME_STAMP = 24;
    static final int CREATOR = 28;
    static final int CURRENT_SIZE = 48;
    static final int GEOMETRY = 56;
    static final int TYPE = 60;
    static final int CHECKSUM = 64;
    static final int UNIQUE_ID = 68;

    static final int FIXED = 2;
    static final int DYNAMIC = 3;
    static final int DIFFERENCING = 4;

    /** Of a fixed image, which has no header. */
    static final long NO_OFFSET = -1;

    /** 2040 GiB, as QEMU and Microsoft's tools have it. */
    static final long MAX_SECTORS = 0xff000000L;

    private static final int VERSION_1 = 0x00010000;
    private static final int FEATURES = 8;
    private static final int RESERVED_FEATURE = 2;
    private static final int CREATOR_VERSION = 32;
    private static final int CREATOR_OS = 36;
    private static final int ORIGINAL_SIZE = 40;
    /** 65,535 cylinders, 16 heads, 255 sectors: more cannot be said, so that it says nothing. */
    private static final int MAX_GEOMETRY = 0xffff10ff;
    /** 1 January 2000, from which time stamps count. */
    private static final long EPOCH = 946_684_800;
    /** Whose current size is meant, whatever the geometry says. */
    private static final Set<String> BY_SIZE = Set.of("win ", "qem2", "d2v ", "tap\0", "CTXS", "wa\0\0");

    private final ByteBuffer bytes;
    private final long at;

    /** As it stands at an offset of a file; an old one's last byte is a zero. */
    Footer(ByteBuffer bytes, long at) {
        this.bytes = bytes;
        this.at = at;
    }

    /** A new one: of qemu-img's application with {@code force_size}, so that the size is the one that was asked for. */
    static Footer create(int type, long capacity) {
        ByteBuffer bytes = ByteBuffer.allocate(SECTOR);
        UUID id = UUID.randomUUID();
        bytes.putLong(0, COOKIE).putInt(FEATURES, RESERVED_FEATURE).putInt(VERSION, VERSION_1);
        bytes.putLong(DATA_OFFSET, type == FIXED ? NO_OFFSET : SECTOR);
        bytes.putInt(TIME_STAMP, timeStamp(Instant.now()));
        bytes.put(CREATOR, "qem2".getBytes(StandardCharsets.US_ASCII)).putInt(CREATOR_VERSION, 0x00050003);
        bytes.put(CREATOR_OS, "Wi2k".getBytes(StandardCharsets.US_ASCII));
        bytes.putLong(ORIGINAL_SIZE, capacity).putLong(CURRENT_SIZE, capacity);
        bytes.putInt(GEOMETRY, MAX_GEOMETRY).putInt(TYPE, type);
        bytes.putLong(UNIQUE_ID, id.getMostSignificantBits()).putLong(UNIQUE_ID + 8, id.getLeastSignificantBits());
        bytes.putInt(CHECKSUM, checksum(bytes, CHECKSUM));
        return new Footer(bytes, 0);
    }

    /** Seconds since the year 2000. */
    static int timeStamp(Instant when) {
        return (int) (when.getEpochSecond() - EPOCH);
    }

    /** The one's complement of the sum of all bytes but the checksum's own. */
    static int checksum(ByteBuffer bytes, int checksumAt) {
        int sum = 0;
        for (int i = 0; i < bytes.limit(); i++) {
            if (i < checksumAt || i >= checksumAt + Integer.BYTES) {
                sum += Byte.toUnsignedInt(bytes.get(i));
            }
        }
        return ~sum;
    }

    /** Where it stands. */
    long at() {
        return at;
    }

    boolean hasCookie() {
        return bytes.getLong(0) == COOKIE;
    }

    boolean isSound() {
        return hasCookie() && bytes.getInt(CHECKSUM) == checksum(bytes, CHECKSUM);
    }

    boolean isVersion1() {
        return bytes.getInt(VERSION) >>> 16 == VERSION_1 >>> 16;
    }

    int type() {
        return bytes.getInt(TYPE);
    }

    long dataOffset() {
        return bytes.getLong(DATA_OFFSET);
    }

    int timeStamp() {
        return bytes.getInt(TIME_STAMP);
    }

    long currentSize() {
        return bytes.getLong(CURRENT_SIZE);
    }

    UUID uniqueId() {
        return new UUID(bytes.getLong(UNIQUE_ID), bytes.getLong(UNIQUE_ID + 8));
    }

    /** Four characters, which may be anything. */
    String creator() {
        byte[] name = new byte[4];
        bytes.get(CREATOR, name);
        return new String(name, StandardCharsets.ISO_8859_1);
    }

    /** Virtual PC shows what the geometry gives, most others the current size. */
    boolean isByGeometry() {
        return !BY_SIZE.contains(creator()) && bytes.getInt(GEOMETRY) != MAX_GEOMETRY;
    }

    /** Of whole sectors, as guests see them. */
    long sectors() {
        if (!isByGeometry()) {
            return currentSize() / SECTOR;
        }
        int geometry = bytes.getInt(GEOMETRY);
        return (long) (geometry >>> 16) * (geometry >>> 8 & 0xff) * (geometry & 0xff);
    }

    /** The field that {@link #sectors} comes from. */
    String sizeField() {
        return isByGeometry() ? "Disk Geometry" : "Current Size";
    }

    /** Where that is in the file. */
    long sizeFieldAt() {
        return at + (isByGeometry() ? GEOMETRY : CURRENT_SIZE);
    }

    ByteBuffer encode() {
        return bytes.duplicate().clear();
    }
}
