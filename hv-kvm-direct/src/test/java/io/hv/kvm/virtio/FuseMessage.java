package io.hv.kvm.virtio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A request as Linux's driver makes it. */
final class FuseMessage {

    static final int LOOKUP = 1;
    static final int FORGET = 2;
    static final int GETATTR = 3;
    static final int SETATTR = 4;
    static final int READLINK = 5;
    static final int SYMLINK = 6;
    static final int MKNOD = 8;
    static final int MKDIR = 9;
    static final int UNLINK = 10;
    static final int RMDIR = 11;
    static final int RENAME = 12;
    static final int LINK = 13;
    static final int OPEN = 14;
    static final int READ = 15;
    static final int WRITE = 16;
    static final int STATFS = 17;
    static final int RELEASE = 18;
    static final int FSYNC = 20;
    static final int GETXATTR = 22;
    static final int FLUSH = 25;
    static final int INIT = 26;
    static final int OPENDIR = 27;
    static final int READDIR = 28;
    static final int RELEASEDIR = 29;
    static final int FSYNCDIR = 30;
    static final int ACCESS = 34;
    static final int CREATE = 35;
    static final int INTERRUPT = 36;
    static final int DESTROY = 38;
    static final int BATCH_FORGET = 42;
    static final int FALLOCATE = 43;
    static final int READDIRPLUS = 44;
    static final int RENAME2 = 45;
    static final int LSEEK = 46;

    static final int HEADER = 40;

    private final ByteBuffer bytes = ByteBuffer.allocate(1 << 17).order(ByteOrder.LITTLE_ENDIAN);

    /** Without a body so far. */
    FuseMessage(int opcode, long node) {
        ByteBuffer unused = bytes.putInt(0)
                .putInt(opcode)
                .putLong(77)
                .putLong(node)
                .putInt(1000)
                .putInt(1000)
                .putInt(42)
                .putInt(0);
    }

    FuseMessage ints(int... values) {
        for (int value : values) {
            ByteBuffer unused = bytes.putInt(value);
        }
        return this;
    }

    FuseMessage longs(long... values) {
        for (long value : values) {
            ByteBuffer unused = bytes.putLong(value);
        }
        return this;
    }

    /** With a NUL behind it. */
    FuseMessage text(String name) {
        ByteBuffer unused = bytes.put(name.getBytes(StandardCharsets.UTF_8)).put((byte) 0);
        return this;
    }

    FuseMessage raw(byte... more) {
        ByteBuffer unused = bytes.put(more);
        return this;
    }

    byte[] bytes() {
        return bytes(bytes.position());
    }

    /** With a header that says another length. */
    byte[] bytes(int length) {
        byte[] all = new byte[bytes.position()];
        ByteBuffer unused = bytes.putInt(0, length).get(0, all);
        return all;
    }
}
