package io.hv.kvm.virtio;

import io.hv.kvm.bus.ByteSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32;

/** What devices have on their other side, which is no part of a machine's state: a disk's bytes, what is typed, chance. */
final class Outside {

    /** Bytes of the disk. */
    static final int DISK = 16 * 512;

    private static final long GOLDEN = 0x9e37_79b9_7f4a_7c15L;

    final BytesStore disk = new BytesStore(DISK, false);
    private final Deque<Integer> typed = new ArrayDeque<>();
    private final StringBuilder printed = new StringBuilder();
    private long drawn;
    /** How many pages a balloon is to have. */
    int balloon;
    /** Whether a network card's cable is in. */
    private boolean cable = true;

    void type(int octet) {
        typed.add(octet);
    }

    boolean cable() {
        return cable;
    }

    void cable(boolean in) {
        cable = in;
    }

    ByteSource input() {
        return () -> typed.isEmpty() ? ByteSource.NOTHING : typed.remove();
    }

    void print(int octet) {
        printed.append((char) octet);
    }

    RandomGenerator chance() {
        return () -> GOLDEN * ++drawn;
    }

    /** What can be seen of it. */
    String digest() {
        CRC32 sum = new CRC32();
        sum.update(disk.bytes());
        return Long.toHexString(sum.getValue()) + "/" + printed.toString().hashCode() + "/" + typed.size() + "/" + drawn
                + (cable ? "" : "/out");
    }

    /** As it is now, to be put back later. */
    Outside copy() {
        Outside copy = new Outside();
        copy.putBack(this);
        return copy;
    }

    void putBack(Outside earlier) {
        disk.resize(earlier.disk.capacity());
        System.arraycopy(earlier.disk.bytes(), 0, disk.bytes(), 0, earlier.disk.bytes().length);
        typed.clear();
        typed.addAll(earlier.typed);
        printed.setLength(0);
        printed.append(earlier.printed);
        drawn = earlier.drawn;
        balloon = earlier.balloon;
        cable = earlier.cable;
    }
}
