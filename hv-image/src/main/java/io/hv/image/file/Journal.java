package io.hv.image.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What was done to a file since it was first seen, in memory, and what was there before where it was changed: so that a loss
 * of power can be played at any moment of it. Safe for any thread.
 */
public final class Journal {

    /** What a disk writes whole or not at all. */
    public static final int SECTOR = 512;

    private static final int PAGE = 4096;
    private static final int PIECE = 1 << 20;
    private static final byte[] NOTHING = new byte[0];

    private enum Kind {
        WRITE,
        RESIZE,
        FORCE
    }

    /** An event; what was written, and where; or the new size. */
    private static final class Event {

        final int number;
        final Kind kind;
        final long offset;
        final byte[] bytes;

        Event(int number, Kind kind, long offset, byte[] bytes) {
            this.number = number;
            this.kind = kind;
            this.offset = offset;
            this.bytes = bytes;
        }
    }

    private final AtomicInteger counter;
    private final List<Event> events = new ArrayList<>();
    /** The pages that were changed since, as they were. */
    private final Map<Long, byte[]> before = new HashMap<>();

    private long sizeBefore = -1;

    /** Of a file by itself. */
    public Journal() {
        this(new AtomicInteger());
    }

    /** Of one of several files, whose events are counted together. */
    public Journal(AtomicInteger counter) {
        this.counter = counter;
    }

    /** How many events there were, of all the files that are counted together. */
    public int events() {
        return counter.get();
    }

    /** The file, with what is done to it written down. What is opened again goes on with what was written down before. */
    public synchronized Storage over(Storage storage) throws IOException {
        if (sizeBefore < 0) {
            sizeBefore = storage.size();
        }
        return new Recorded(storage);
    }

    private void add(Kind kind, long offset, byte[] bytes) {
        events.add(new Event(counter.getAndIncrement(), kind, offset, bytes));
    }

    private void keep(Storage storage, long from, long to) throws IOException {
        for (long page = from / PAGE; page * PAGE < Math.min(to, sizeBefore); page++) {
            if (!before.containsKey(page)) {
                ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(PAGE, sizeBefore - page * PAGE));
                int unused = storage.read(page * PAGE, bytes);
                byte[] unusedBytes = before.put(page, bytes.array());
            }
        }
    }

    /**
     * Writes what is there after the power went before an event: all that came before the last force, and of what came since
     * whichever sectors the disk had got to.
     *
     * @param now the file as it is, of which the rest is taken
     * @param target empty
     */
    public synchronized void cut(int event, Random random, Storage now, Storage target) throws IOException {
        copyBefore(now, target);
        List<Event> done = events.stream().filter(each -> each.number < event).toList();
        int forced = 0;
        for (int i = 0; i < done.size(); i++) {
            if (done.get(i).kind == Kind.FORCE) {
                forced = i;
            }
        }
        for (int i = 0; i < done.size(); i++) {
            apply(done.get(i), i < forced, random, target);
        }
    }

    private void copyBefore(Storage now, Storage target) throws IOException {
        long size = Math.max(0, sizeBefore);
        target.resize(size);
        ByteBuffer piece = ByteBuffer.allocate(PIECE);
        ByteBuffer zeros = ByteBuffer.allocate(PIECE);
        for (long at = 0; at < size; at += PIECE) {
            piece.clear().limit((int) Math.min(PIECE, size - at));
            int unused = now.read(at, piece);
            piece.flip();
            if (!piece.equals(zeros.clear().limit(piece.limit()))) {
                target.write(at, piece);
            }
        }
        for (Map.Entry<Long, byte[]> each : before.entrySet()) {
            target.write(each.getKey() * PAGE, ByteBuffer.wrap(each.getValue()));
        }
    }

    private static void apply(Event event, boolean isForced, Random random, Storage target) throws IOException {
        switch (event.kind) {
            case FORCE -> {}
            case RESIZE -> {
                if (isForced || random.nextBoolean()) {
                    target.resize(event.offset);
                }
            }
            case WRITE -> {
                int fate = isForced ? 0 : random.nextInt(3);
                for (int at = 0; at < event.bytes.length; ) {
                    int step = (int) Math.min(event.bytes.length - at, SECTOR - (event.offset + at) % SECTOR);
                    if (fate == 0) {
                        step = event.bytes.length;
                    }
                    if (fate == 0 || (fate == 1 && random.nextBoolean())) {
                        target.write(event.offset + at, ByteBuffer.wrap(event.bytes, at, step));
                    }
                    at += step;
                }
            }
        }
    }

    private final class Recorded implements Storage {

        private final Storage storage;

        Recorded(Storage storage) {
            this.storage = storage;
        }

        @Override
        public int read(long offset, ByteBuffer into) throws IOException {
            return storage.read(offset, into);
        }

        @Override
        public void write(long offset, ByteBuffer from) throws IOException {
            synchronized (Journal.this) {
                byte[] copy = new byte[from.remaining()];
                from.get(from.position(), copy);
                keep(storage, offset, offset + copy.length);
                add(Kind.WRITE, offset, copy);
                storage.write(offset, from);
            }
        }

        @Override
        public long size() throws IOException {
            return storage.size();
        }

        @Override
        public void resize(long size) throws IOException {
            synchronized (Journal.this) {
                keep(storage, size, Long.MAX_VALUE);
                add(Kind.RESIZE, size, NOTHING);
                storage.resize(size);
            }
        }

        @Override
        public void force() throws IOException {
            synchronized (Journal.this) {
                storage.force();
                add(Kind.FORCE, 0, NOTHING);
            }
        }

        @Override
        public void close() throws IOException {
            storage.close();
        }
    }
}
