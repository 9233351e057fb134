package io.hv.kvm.boot;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;

/** Makes files with the header of a bzImage, protocol 2.15, and noise for a kernel. */
final class FakeKernel {

    static final int SETUP_SECTORS = 3;
    static final int PAYLOAD_OFFSET = (SETUP_SECTORS + 1) * 512;
    static final int PAYLOAD_SIZE = 0x4000;
    static final long PREFERRED = 0x1000000;
    static final int NEEDED = 0x300000;

    private FakeKernel() {}

    static byte[] with(Consumer<ByteBuffer> change) {
        byte[] file = new byte[PAYLOAD_OFFSET + PAYLOAD_SIZE + 100];
        new java.util.Random(7).nextBytes(file);
        ByteBuffer b = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        b.put(0x1f1, (byte) SETUP_SECTORS);
        b.putInt(0x1f4, PAYLOAD_SIZE >> 4);
        b.putShort(0x1fe, (short) 0xaa55);
        b.put(0x200, (byte) 0xeb).put(0x201, (byte) 0x6a);
        b.putInt(0x202, 0x53726448);
        b.putShort(0x206, (short) 0x020f);
        b.put(0x211, (byte) 1);
        b.putInt(0x22c, 0x7fffffff);
        b.putInt(0x230, 0x200000);
        b.put(0x234, (byte) 1);
        b.putShort(0x236, (short) 3);
        b.putInt(0x238, 2047);
        b.putLong(0x248, 0);
        b.putLong(0x258, PREFERRED);
        b.putInt(0x260, NEEDED);
        change.accept(b);
        return file;
    }

    static byte[] plain() {
        return with(b -> {});
    }
}
