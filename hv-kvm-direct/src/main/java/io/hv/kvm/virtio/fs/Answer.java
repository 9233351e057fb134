package io.hv.kvm.virtio.fs;

import io.hv.kvm.device.RequestWriter;
import io.hv.kvm.virtio.BrokenRule;
import io.hv.kvm.virtio.Rule;
import io.hv.kvm.virtio.fs.Attributes.Time;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** An answer that is put together and then sent: a header (struct fuse_out_header) and what follows it. */
final class Answer {

    static final int HEADER = 16;

    /** The most of a folder's entries that one answer has, in bytes. */
    static final int MOST = 1 << 16;

    /** For how long a guest may take what it was told of a file for true, in seconds. */
    private static final long VALID_SECONDS = 1;

    private final byte[] bytes = new byte[HEADER + MOST];
    private final ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);

    void begin() {
        ByteBuffer unused = buffer.clear().position(HEADER);
    }

    int length() {
        return buffer.position() - HEADER;
    }

    void putInt(int value) {
        ByteBuffer unused = buffer.putInt(value);
    }

    void putShort(int value) {
        ByteBuffer unused = buffer.putShort((short) value);
    }

    void putLong(long value) {
        ByteBuffer unused = buffer.putLong(value);
    }

    void put(byte[] some) {
        ByteBuffer unused = buffer.put(some);
    }

    void zeros(int count) {
        for (int i = 0; i < count; i++) {
            ByteBuffer unused = buffer.put((byte) 0);
        }
    }

    /** Struct fuse_entry_out. A node is never another file, so that there is one generation. */
    void putEntry(Entry entry) {
        putLong(entry.node());
        putLong(0);
        putLong(VALID_SECONDS);
        putLong(VALID_SECONDS);
        putLong(0);
        put(entry.attributes());
    }

    /** Struct fuse_attr_out. */
    void putAttributes(Attributes attributes) {
        putLong(VALID_SECONDS);
        putLong(0);
        put(attributes);
    }

    private void put(Attributes file) {
        putLong(file.inode());
        putLong(file.size());
        putLong(file.blocks());
        for (Time time : new Time[] {file.accessed(), file.modified(), file.changed()}) {
            putLong(time.seconds());
        }
        for (Time time : new Time[] {file.accessed(), file.modified(), file.changed()}) {
            putInt(time.nanos());
        }
        putInt(file.mode());
        putInt(file.links());
        putInt(file.owner());
        putInt(file.group());
        putInt(file.special());
        putInt(file.blockSize());
        putInt(0);
    }

    /** Struct fuse_open_out. */
    void putOpen(long handle) {
        putLong(handle);
        putLong(0);
    }

    /** Sends it. */
    void send(RequestWriter to, long unique) {
        int length = buffer.position();
        ByteBuffer unused = buffer.putInt(0, length).putInt(4, 0).putLong(8, unique);
        to.write(bytes, 0, length);
    }

    /** Sends an error in its place. */
    static void refuse(RequestWriter to, long unique, int error) {
        to.writeInt(HEADER);
        to.writeInt(-error);
        to.writeLong(unique);
    }

    /** Sends a header for data that lies behind it already. */
    static void header(RequestWriter to, long unique, int data) {
        to.writeInt(HEADER + data);
        to.writeInt(0);
        to.writeLong(unique);
    }

    /** There must be room for so many bytes behind the header. */
    static void need(RequestWriter to, long bytes) {
        if (to.remaining() < HEADER + bytes) {
            throw new BrokenRule(Rule.ANSWER_TOO_SHORT);
        }
    }
}
