package io.hv.image.qcow2;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.image.spi.Disk;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** What a disk was after each step of a history, to say of what a loss of power left whether it can be. */
public final class Moments {

    /** What the disk was after a step, and how many events there had been when it was begun. */
    private record Moment(int begun, int ended, ByteBuffer bytes, boolean isFlushed) {}

    private final int capacity;
    private final List<Moment> all = new ArrayList<>();

    /** Of a disk that large. */
    public Moments(int capacity) {
        this.capacity = capacity;
    }

    /** After a step that was begun at an event; {@code flushed} where all is for good after it. */
    public void remember(RecordedStorage storage, Disk disk, int begun, boolean flushed) {
        all.add(new Moment(begun, storage.events(), bytes(disk), flushed));
    }

    /** The event from which on power may be lost. */
    public int first() {
        return all.get(0).ended;
    }

    private ByteBuffer bytes(Disk disk) {
        ByteBuffer bytes = ByteBuffer.allocate(capacity);
        disk.read(0, bytes);
        return bytes;
    }

    /** Every byte is one that was written since the last flush, or was there at it. */
    public void check(Disk left, int event) {
        int last = 0;
        int flushed = 0;
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).begun <= event) {
                last = i;
            }
            if (all.get(i).isFlushed && all.get(i).ended <= event) {
                flushed = i;
            }
        }
        ByteBuffer bytes = bytes(left);
        for (int i = 0; i < capacity; i++) {
            boolean known = false;
            for (int j = flushed; j <= last && !known; j++) {
                known = all.get(j).bytes.get(i) == bytes.get(i);
            }
            int where = i;
            assertTrue(known, () -> "power lost at event " + event + ": byte " + where + " was never so");
        }
    }
}
