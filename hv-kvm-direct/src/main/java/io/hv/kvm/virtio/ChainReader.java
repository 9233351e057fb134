package io.hv.kvm.virtio;

import io.hv.kvm.device.RequestReader;
import io.hv.kvm.memory.GuestMemory;

/** Reads a chain's first half, as long as its queue waits for it. */
final class ChainReader implements RequestReader {

    private final GuestMemory memory;
    private final Cursor cursor;
    private final byte[] number = new byte[Long.BYTES];
    private final Chain chain;

    ChainReader(GuestMemory memory, Pieces pieces, Chain chain) {
        this.chain = chain;
        this.memory = memory;
        this.cursor = new Cursor(pieces, Rule.REQUEST_TOO_SHORT);
    }

    void begin() {
        cursor.begin();
    }

    @Override
    public long remaining() {
        return cursor.remaining();
    }

    @Override
    public int readByte() {
        return (int) number(1);
    }

    @Override
    public int readShort() {
        return (int) number(2);
    }

    @Override
    public int readInt() {
        return (int) number(4);
    }

    @Override
    public long readLong() {
        return number(8);
    }

    private long number(int size) {
        read(number, 0, size);
        long value = 0;
        for (int i = size - 1; i >= 0; i--) {
            value = (value << Byte.SIZE) | (number[i] & 0xff);
        }
        return value;
    }

    @Override
    public void read(byte[] target, int from, int length) {
        cursor.need(length);
        synchronized (chain) {
            if (!chain.isHeld()) {
                throw new IllegalStateException("the device was reset: nobody waits for the request any more");
            }
            for (int done = 0; done < length; ) {
                int step = cursor.step(length - done);
                memory.read(cursor.address(), target, from + done, step);
                cursor.advance(step);
                done += step;
            }
        }
    }

    @Override
    public void skip(long bytes) {
        cursor.skip(bytes);
    }
}
