package io.hv.image.file;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.image.spi.Disk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A file in memory with a journal, and what the disk in it was at times: to see what a loss of power leaves of it. */
public final class History {

    /** What the disk was after a step, and how many events there had been when it was begun. */
    private record Moment(int begun, int ended, ByteBuffer bytes, boolean isFlushed) {}

    private final int capacity;
    private final MemoryStorage memory = new MemoryStorage();
    private final Journal journal = new Journal();
    private final Storage storage;
    private final List<Moment> moments = new ArrayList<>();

    /** Of a disk of so many bytes at most. */
    public History(int capacity) {
        this.capacity = capacity;
        try {
            storage = journal.over(memory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The file. */
    public Storage storage() {
        return storage;
    }

    /** How many events there were. */
    public int events() {
        return journal.events();
    }

    /** Notes what the disk is after a step. */
    public void remember(Disk disk, int begun, boolean isFlushed) {
        moments.add(new Moment(begun, events(), read(disk), isFlushed));
    }

    /** What lies behind the disk's end is zeros: so it reads when the disk has grown. */
    private ByteBuffer read(Disk disk) {
        ByteBuffer all = ByteBuffer.allocate(capacity);
        disk.read(0, all.limit((int) Math.min(capacity, disk.capacity())));
        return all.clear();
    }

    /** A moment after the first that was noted. */
    public int anyMoment(Random random) {
        int first = moments.get(0).ended;
        return first + random.nextInt(events() - first + 1);
    }

    /** The file after the power was lost. */
    public MemoryStorage after(int event, Random random) {
        MemoryStorage left = new MemoryStorage();
        try {
            journal.cut(event, random, memory, left);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return left;
    }

    /** Every byte is one that was written since the last flush, or was there at it. */
    public void check(Disk left, int event) {
        int last = 0;
        int flushed = 0;
        for (int i = 0; i < moments.size(); i++) {
            if (moments.get(i).begun <= event) {
                last = i;
            }
            if (moments.get(i).isFlushed && moments.get(i).ended <= event) {
                flushed = i;
            }
        }
        ByteBuffer all = read(left);
        for (int i = 0; i < capacity; i++) {
            boolean known = false;
            for (int j = flushed; j <= last && !known; j++) {
                known = moments.get(j).bytes.get(i) == all.get(i);
            }
            if (!known) {
                assertTrue(known, "power lost at event " + event + ": byte " + i + " was never so");
            }
        }
    }
}
