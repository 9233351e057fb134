package io.hv.kvm.virtio;

import io.hv.kvm.device.RequestWriter;
import io.hv.kvm.memory.GuestMemory;

/** Writes a chain's second half. After a reset that did not wait for the chain, what is written goes nowhere. */
public final class ChainWriter implements RequestWriter {

    private final GuestMemory memory;
    private final Cursor cursor;
    private final byte[] number = new byte[Long.BYTES];
    private final Chain chain;

    ChainWriter(GuestMemory memory, Pieces pieces, Chain chain) {
        this.chain = chain;
        this.memory = memory;
        this.cursor = new Cursor(pieces, Rule.ANSWER_TOO_SHORT);
    }

    void begin() {
        cursor.begin();
    }

    @Override
    public long remaining() {
        return cursor.remaining();
    }

    @Override
    public long written() {
        return cursor.done();
    }

    @Override
    public void writeByte(int value) {
        number(value, 1);
    }

    @Override
    public void writeShort(int value) {
        number(value, 2);
    }

    @Override
    public void writeInt(int value) {
        number(value, 4);
    }

    @Override
    public void writeLong(long value) {
        number(value, 8);
    }

    private void number(long value, int size) {
        for (int i = 0; i < size; i++) {
            number[i] = (byte) (value >>> (Byte.SIZE * i));
        }
        write(number, 0, size);
    }

    @Override
    public void write(byte[] source, int from, int length) {
        cursor.need(length);
        synchronized (chain) {
            boolean held = chain.isHeld();
            for (int done = 0; done < length; ) {
                int step = cursor.step(length - done);
                if (held) {
                    memory.write(cursor.address(), source, from + done, step);
                }
                cursor.advance(step);
                done += step;
            }
        }
    }

    /** The device has written the next bytes itself, where {@link Chain#writable()} says. */
    public void wrote(long bytes) {
        cursor.skip(bytes);
    }
}
