package io.hv.kvm.virtio.block;

import io.hv.kvm.device.Request;
import io.hv.kvm.device.RequestReader;
import io.hv.kvm.memory.GuestMemory;
import io.hv.kvm.trace.DiskRequest;
import io.hv.kvm.trace.Trace;
import io.hv.kvm.virtio.BrokenRule;
import io.hv.kvm.virtio.Chain;
import io.hv.kvm.virtio.Pieces;
import io.hv.kvm.virtio.Rule;
import io.hv.kvm.virtio.block.BlockCounters.Kind;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.StampedLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads requests, and does what they ask (virtio 1.2, 5.2.6). Safe for several threads.
 *
 * <pre>
 * readable: type 4, reserved 4, sector 8, data of a write, or segments (sector 8, count 4, flags 4)
 * writable: data of a read, status 1
 * </pre>
 */
final class BlockRequests {

    private static final Logger LOG = LoggerFactory.getLogger(BlockRequests.class);

    private static final int IN = 0;
    private static final int OUT = 1;
    private static final int FLUSH = 4;
    private static final int GET_ID = 8;
    private static final int DISCARD = 11;
    private static final int WRITE_ZEROES = 13;

    private static final int OK = 0;
    private static final int IO_ERROR = 1;
    private static final int UNSUPPORTED = 2;

    private static final int HEADER = 16;
    private static final int SEGMENT = 16;
    private static final int UNMAP = 1;

    /** How long a resize waits for requests. */
    private static final long PATIENCE_SECONDS = 10;

    private final String device;
    private final BlockStore store;
    private final GuestMemory memory;
    private final boolean discard;
    private final byte[] serial = new byte[BlockOptions.SERIAL_LENGTH];
    private final FailureLog failures;

    /** Held for reading while a request is checked and done: it does not meet a change of the capacity half way. */
    private final StampedLock turn = new StampedLock();

    private volatile long reach;

    BlockRequests(String device, BlockStore store, BlockOptions options, GuestMemory memory) {
        this.device = device;
        this.store = store;
        this.memory = memory;
        this.discard = options.discard() && store.discards();
        byte[] text = options.serial().getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(text, 0, serial, 0, text.length);
        this.failures = new FailureLog(device, System::nanoTime, LOG::warn);
        this.reach = store.capacity();
    }

    /** The largest capacity that the driver may have seen. */
    long reach() {
        return reach;
    }

    void reach(long bytes) {
        reach = bytes;
    }

    void capacityChanged() {
        reach = Math.max(reach, store.capacity());
    }

    /** Something that is done while no request is under way. */
    @FunctionalInterface
    interface Change {
        void make() throws IOException;
    }

    /**
     * Makes a change between requests: waits for those under way, while later ones wait.
     *
     * @throws IOException the change's, or requests do not end
     */
    void between(Change change) throws IOException {
        long stamp;
        try {
            stamp = turn.tryWriteLock(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
        if (stamp == 0) {
            throw new IOException("requests are under way and have not ended within " + PATIENCE_SECONDS + " s");
        }
        try {
            change.make();
        } finally {
            turn.unlockWrite(stamp);
        }
    }

    void forgetReach() {
        reach = store.capacity();
    }

    /**
     * Does a request, and writes its status; the caller completes it.
     *
     * @param lane the thread's
     * @param queue where it was
     * @return how many bytes it moved
     * @throws BrokenRule if the driver has broken one
     */
    long handle(Lane lane, int queue, Request request) {
        Chain chain = (Chain) request;
        RequestReader in = chain.reader();
        if (in.remaining() < HEADER) {
            throw new BrokenRule(Rule.REQUEST_TOO_SHORT);
        }
        if (chain.writable().total() == 0) {
            throw new BrokenRule(Rule.ANSWER_TOO_SHORT);
        }
        int type = in.readInt();
        int unused = in.readInt();
        long sector = in.readLong();
        if (!Trace.diskRequests()) {
            return handle(lane, chain, type, sector);
        }
        DiskRequest event = DiskRequest.now();
        long bytes = handle(lane, chain, type, sector);
        event.over(device, queue, word(type), sector, bytes);
        return bytes;
    }

    private static String word(int type) {
        return switch (type) {
            case IN -> "read";
            case OUT -> "write";
            case FLUSH -> "flush";
            case GET_ID -> "id";
            case DISCARD -> "discard";
            case WRITE_ZEROES -> "zero";
            default -> "unknown";
        };
    }

    private long handle(Lane lane, Chain chain, int type, long sector) {
        long stamp = turn.readLock();
        try {
            return execute(lane, chain, type, sector);
        } finally {
            turn.unlockRead(stamp);
        }
    }

    private long execute(Lane lane, Chain chain, int type, long sector) {
        long begin = System.nanoTime();
        return switch (type) {
            case IN -> read(lane, chain, sector, begin);
            case OUT -> write(lane, chain, sector, begin);
            case FLUSH -> flush(lane, chain, begin);
            case GET_ID -> id(lane, chain);
            case DISCARD -> ranges(lane, chain, Kind.DISCARD, discard, begin);
            case WRITE_ZEROES -> ranges(lane, chain, Kind.ZERO, true, begin);
            default -> answer(lane, chain, UNSUPPORTED);
        };
    }

    private long read(Lane lane, Chain chain, long sector, long begin) {
        long length = chain.writable().total() - 1;
        if (!within(sector, length)) {
            return answer(lane, chain, IO_ERROR);
        }
        Pieces to = lane.data;
        to.slice(chain.writable(), 0, length);
        try {
            lane.io.read(memory, to, sector * BlockConfig.SECTOR);
        } catch (IOException e) {
            return failed(lane, chain, "read", e);
        }
        chain.writer().wrote(length);
        lane.tally.done(Kind.READ, length, System.nanoTime() - begin);
        answer(lane, chain, OK);
        return length;
    }

    private long write(Lane lane, Chain chain, long sector, long begin) {
        long length = chain.readable().total() - HEADER;
        if (store.readOnly() || !within(sector, length)) {
            return answer(lane, chain, IO_ERROR);
        }
        Pieces from = lane.data;
        from.slice(chain.readable(), HEADER, length);
        try {
            lane.io.write(memory, from, sector * BlockConfig.SECTOR);
        } catch (IOException e) {
            return failed(lane, chain, "write", e);
        }
        lane.tally.done(Kind.WRITE, length, System.nanoTime() - begin);
        answer(lane, chain, OK);
        return length;
    }

    /**
     * Whether the bytes are on the disk.
     *
     * @throws BrokenRule if they were never, since the driver began
     */
    private boolean within(long sector, long length) {
        if (length % BlockConfig.SECTOR != 0) {
            throw new BrokenRule(Rule.BLOCK_LENGTH);
        }
        if (beyond(sector, length, reach)) {
            throw new BrokenRule(Rule.BLOCK_BEYOND_END);
        }
        return !beyond(sector, length, store.capacity());
    }

    private static boolean beyond(long sector, long length, long capacity) {
        long sectors = capacity / BlockConfig.SECTOR;
        return sector < 0 || sector > sectors || length / BlockConfig.SECTOR > sectors - sector;
    }

    private long flush(Lane lane, Chain chain, long begin) {
        try {
            store.flush();
        } catch (IOException e) {
            return failed(lane, chain, "flush", e);
        }
        lane.tally.done(Kind.FLUSH, 0, System.nanoTime() - begin);
        return answer(lane, chain, OK);
    }

    private long id(Lane lane, Chain chain) {
        if (chain.writer().remaining() <= serial.length) {
            throw new BrokenRule(Rule.ANSWER_TOO_SHORT);
        }
        chain.writer().write(serial, 0, serial.length);
        return answer(lane, chain, OK);
    }

    private long ranges(Lane lane, Chain chain, Kind kind, boolean supported, long begin) {
        if (!supported) {
            return answer(lane, chain, UNSUPPORTED);
        }
        RequestReader in = chain.reader();
        long segments = in.remaining() / SEGMENT;
        if (segments == 0 || in.remaining() % SEGMENT != 0 || segments > BlockConfig.MOST_SEGMENTS) {
            throw new BrokenRule(Rule.BLOCK_SEGMENTS);
        }
        if (store.readOnly()) {
            return answer(lane, chain, IO_ERROR);
        }
        long bytes = 0;
        for (long i = 0; i < segments; i++) {
            long sector = in.readLong();
            long sectors = Integer.toUnsignedLong(in.readInt());
            int flags = in.readInt();
            boolean unmap = (flags & UNMAP) != 0;
            if ((flags & ~UNMAP) != 0 || (unmap && kind == Kind.DISCARD)) {
                return answer(lane, chain, UNSUPPORTED);
            }
            if (sectors > BlockConfig.MOST_SECTORS) {
                throw new BrokenRule(Rule.BLOCK_SEGMENTS);
            }
            long length = sectors * BlockConfig.SECTOR;
            if (!within(sector, length)) {
                return answer(lane, chain, IO_ERROR);
            }
            try {
                range(lane, kind, sector * BlockConfig.SECTOR, length, unmap);
            } catch (IOException e) {
                return failed(lane, chain, "discard", e);
            }
            bytes += length;
        }
        lane.tally.done(kind, bytes, System.nanoTime() - begin);
        long unused = answer(lane, chain, OK);
        // Zeros may have to be written; what is discarded never is.
        return kind == Kind.ZERO ? bytes : 0;
    }

    private void range(Lane lane, Kind kind, long offset, long length, boolean unmap) throws IOException {
        if (length == 0) {
            return;
        }
        if (kind == Kind.DISCARD) {
            store.discard(offset, length);
        } else {
            lane.io.zero(offset, length, unmap && discard);
        }
    }

    private long failed(Lane lane, Chain chain, String what, IOException why) {
        failures.failed(what, String.valueOf(why.getMessage()));
        return answer(lane, chain, IO_ERROR);
    }

    /**
     * The status is the last byte that the driver gives room for. What lies before it counts as written, as other devices
     * do it: the driver looks at the status first.
     */
    private long answer(Lane lane, Chain chain, int status) {
        if (status != OK) {
            lane.tally.error();
        }
        chain.writer().wrote(chain.writer().remaining() - 1);
        chain.writer().writeByte(status);
        return 0;
    }
}
