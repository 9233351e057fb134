package io.hv.kvm.device.uart;

import io.hv.kvm.bus.Bytes;

/** A ring of received bytes. The receiver's buffer register is a ring in which only one place is used. */
final class ReceiveFifo {

    private final byte[] ring = new byte[UartRegisters.FIFO_DEPTH];
    private int head;
    private int size;

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    void add(int value) {
        ring[(head + size) % UartRegisters.FIFO_DEPTH] = (byte) value;
        size++;
    }

    int remove() {
        int value = ring[head] & 0xff;
        head = (head + 1) % UartRegisters.FIFO_DEPTH;
        size--;
        return value;
    }

    void clear() {
        size = 0;
    }

    Bytes save() {
        byte[] content = new byte[size];
        for (int i = 0; i < size; i++) {
            content[i] = ring[(head + i) % UartRegisters.FIFO_DEPTH];
        }
        return Bytes.of(content);
    }

    void restore(Bytes content) {
        head = 0;
        size = content.size();
        content.copyTo(ring, 0);
    }
}
