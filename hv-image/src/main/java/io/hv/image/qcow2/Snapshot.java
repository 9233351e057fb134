package io.hv.image.qcow2;

import io.hv.image.SnapshotInfo;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** An entry of the snapshot table. What a longer one has, and nobody here knows, is kept as it is. */
final class Snapshot {

    static final int HEAD = 40;
    private static final int DISK_SIZE_END = 16;

    final long l1Offset;
    final int l1Size;
    private final SnapshotInfo info;
    private final long vmClock;
    private final byte[] extra;

    Snapshot(long l1Offset, int l1Size, SnapshotInfo info, long vmClock, byte[] extra) {
        this.l1Offset = l1Offset;
        this.l1Size = l1Size;
        this.info = info;
        this.vmClock = vmClock;
        this.extra = extra.clone();
    }

    /** A new one, of a disk alone. */
    static Snapshot of(long l1Offset, int l1Size, SnapshotInfo info) {
        // The size of a machine's state, the disk's size, and an instruction count that is not known.
        ByteBuffer extra = ByteBuffer.allocate(24);
        extra.putLong(0).putLong(info.capacity()).putLong(-1);
        return new Snapshot(l1Offset, l1Size, info, 0, extra.array());
    }

    SnapshotInfo info() {
        return info;
    }

    int size() {
        return padded(HEAD + extra.length + bytes(info.id()).length + bytes(info.name()).length);
    }

    static int padded(int length) {
        return (length + 7) & ~7;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    void put(ByteBuffer out) {
        int start = out.position();
        Instant created = info.created();
        byte[] id = bytes(info.id());
        byte[] name = bytes(info.name());
        out.putLong(l1Offset).putInt(l1Size).putShort((short) id.length).putShort((short) name.length);
        out.putInt((int) created.getEpochSecond()).putInt(created.getNano()).putLong(vmClock);
        out.putInt((int) Math.min(info.vmStateSize(), 0xffffffffL)).putInt(extra.length);
        out.put(extra).put(id).put(name).position(start + size());
    }

    /** From a whole entry. */
    static Snapshot get(ByteBuffer in, long imageSize) {
        int extraSize = in.getInt(36);
        byte[] extra = new byte[extraSize];
        in.get(HEAD, extra);
        ByteBuffer more = ByteBuffer.wrap(extra);
        long state = extraSize >= Long.BYTES ? more.getLong(0) : Integer.toUnsignedLong(in.getInt(32));
        long size = extraSize >= DISK_SIZE_END ? more.getLong(Long.BYTES) : imageSize;
        byte[] id = new byte[Short.toUnsignedInt(in.getShort(12))];
        byte[] name = new byte[Short.toUnsignedInt(in.getShort(14))];
        in.get(HEAD + extraSize, id).get(HEAD + extraSize + id.length, name);
        Instant created =
                Instant.ofEpochSecond(Integer.toUnsignedLong(in.getInt(16)), Integer.toUnsignedLong(in.getInt(20)));
        SnapshotInfo info = new SnapshotInfo(
                new String(id, StandardCharsets.UTF_8), new String(name, StandardCharsets.UTF_8), created, size, state);
        return new Snapshot(in.getLong(0), in.getInt(8), info, in.getLong(24), extra);
    }
}
