package io.hv.kvm.virtio;

import io.hv.kvm.memory.GuestMemory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The driver's half of a virtqueue, from the specification alone, in steps as small as an observer can tell apart. It lies
 * in guest memory from {@link #base} on: descriptors, what the driver says, what the device says, and tables of indirect
 * descriptors, one for each descriptor.
 */
abstract class DriverRing {

    static final int NEXT = 1;
    static final int WRITE = 2;
    static final int INDIRECT = 4;

    /** A buffer that is offered. */
    record Buffer(long address, int length, boolean writable) {}

    /** What came back: whose it is, and how much the device says to have written. */
    record Used(int cookie, int written) {}

    final GuestMemory memory;
    final int size;
    final boolean eventIndex;
    final boolean indirect;
    final long base;
    private final Map<Integer, Integer> cookies = new HashMap<>();

    DriverRing(GuestMemory memory, long base, int size, long features) {
        this.memory = memory;
        this.base = base;
        this.size = size;
        this.eventIndex = (features & 1L << 29) != 0;
        this.indirect = (features & 1L << 28) != 0;
        memory.fill(base, space(size), (byte) 0);
    }

    /** One of the kind that was agreed on. */
    static DriverRing of(GuestMemory memory, long base, int size, long features) {
        return (features & 1L << 34) != 0
                ? new PackedDriver(memory, base, size, features)
                : new SplitDriver(memory, base, size, features);
    }

    /** How much memory one takes. */
    static long space(int size) {
        return table(size, size) + 16;
    }

    /** The longest chain that is made. */
    int longest() {
        return Math.min(size, 8);
    }

    final long descriptors() {
        return base;
    }

    final long driverPart() {
        return base + 16L * size;
    }

    final long devicePart() {
        return (driverPart() + 2L * size + 6 + 15) & ~15;
    }

    private static long table(int size, int number) {
        return 16L * size + ((2L * size + 6 + 15) & ~15) + ((8L * size + 6 + 15) & ~15) + 128L * number;
    }

    final long table(int number) {
        return base + table(size, number);
    }

    /** Writes a chain where the device does not look yet; false if there is no room. */
    final boolean prepare(List<Buffer> buffers, int cookie) {
        int id = place(buffers);
        if (id < 0) {
            return false;
        }
        if (cookies.put(id, cookie) != null) {
            throw new AssertionError("id " + id + " is under way twice");
        }
        return true;
    }

    /** The smallest number from 0 on that is no cookie of what is under way, or prepared. */
    final int freeCookie() {
        int cookie = 0;
        while (cookies.containsValue(cookie)) {
            cookie++;
        }
        return cookie;
    }

    /** How many are under way, or prepared. */
    final int outstanding() {
        return cookies.size();
    }

    final Used used(int id, int written) {
        Integer cookie = cookies.remove(id);
        if (cookie == null) {
            throw new AssertionError("the device gives back " + id + ", which it was not given");
        }
        return new Used(cookie, written);
    }

    final void write(long descriptor, Buffer buffer, int second, int third) {
        memory.putLong(descriptor, buffer.address());
        memory.putInt(descriptor + 8, buffer.length());
        memory.putShort(descriptor + 12, (short) second);
        memory.putShort(descriptor + 14, (short) third);
    }

    abstract int place(List<Buffer> buffers);

    /** Shows the device what is prepared. */
    abstract void expose();

    /** Whether the device is to be notified of what was exposed since this was asked last. */
    abstract boolean wantsNotification();

    /** The next chain that came back; null if there is none. */
    abstract @Nullable Used collect();

    /** Whether one came back. */
    abstract boolean hasUsed();

    /** Asks for an interrupt when the next chain comes back; then {@link #hasUsed} is to be looked at. */
    abstract void wantInterrupt();

    /** Asks for none. */
    abstract void wantNoInterrupt();
}
