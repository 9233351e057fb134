package io.hv.kvm.machine;

import io.hv.kvm.bus.ByteSink;
import java.nio.charset.StandardCharsets;

/** The last {@value #SIZE} bytes that a guest wrote to its debug console. For any thread. */
final class DebugOutput implements ByteSink {

    static final int SIZE = 1 << 16;

    private final byte[] ring = new byte[SIZE];
    private long count;

    @Override
    public synchronized void accept(int value) {
        ring[(int) (count++ % SIZE)] = (byte) value;
    }

    /** As UTF-8; malformed bytes are U+FFFD. */
    synchronized String text() {
        int length = (int) Math.min(count, SIZE);
        byte[] last = new byte[length];
        for (int i = 0; i < length; i++) {
            last[i] = ring[(int) ((count - length + i) % SIZE)];
        }
        return new String(last, StandardCharsets.UTF_8);
    }
}
