package io.hv.kvm.virtio.balloon;

import io.hv.kvm.device.Request;
import io.hv.kvm.device.RequestReader;
import io.hv.kvm.virtio.BrokenRule;
import io.hv.kvm.virtio.Rule;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What goes on at the statistics queue (virtio 1.2, 5.5.6.3). A driver keeps one request there, with statistics of when it
 * put it there. It is given back only when somebody asks, and the next one has the answer; that one is given back too, so
 * that none is under way while nobody asks. Safe for any thread.
 */
final class Inquiry {

    /** No driver has so many statistics. */
    private static final int MOST_ENTRIES = 256;

    /** The tags that virtio 1.2 knows. */
    private static final int TAGS = 10;

    private static final int ENTRY = Short.BYTES + Long.BYTES;

    private @Nullable CompletableFuture<Map<Integer, Long>> asked;
    /** The request that was old when somebody asked has been given back. */
    private boolean fresh;

    private boolean closed;

    /** Asks, or joins who has asked already. The answer has values by tag. */
    synchronized CompletableFuture<Map<Integer, Long>> ask() {
        CompletableFuture<Map<Integer, Long>> present = asked;
        if (present == null) {
            present = new CompletableFuture<>();
            asked = present;
            fresh = false;
            cancelIfClosed();
        }
        return present;
    }

    /** Whether somebody waits. */
    synchronized boolean isOpen() {
        return asked != null;
    }

    /** Completes a request of the driver's. */
    void take(Request request) {
        Map<Integer, Long> values = read(request.reader());
        request.complete();
        CompletableFuture<Map<Integer, Long>> answered;
        synchronized (this) {
            answered = fresh ? asked : null;
            asked = fresh ? null : asked;
            fresh = !fresh;
        }
        if (answered != null) {
            boolean unused = answered.complete(values);
        }
    }

    private static Map<Integer, Long> read(RequestReader reader) {
        if (reader.remaining() % ENTRY != 0 || reader.remaining() / ENTRY > MOST_ENTRIES) {
            throw new BrokenRule(Rule.BALLOON_STATISTICS);
        }
        Map<Integer, Long> values = new TreeMap<>();
        while (reader.remaining() > 0) {
            int tag = reader.readShort();
            long value = reader.readLong();
            if (tag >= 0 && tag < TAGS) {
                values.put(tag, value);
            }
        }
        return values;
    }

    /** The driver is gone; who waits waits for the next one. */
    synchronized void restart() {
        fresh = false;
    }

    /** There will be no answer: who waits, or asks later, is told by a cancelled future. */
    synchronized void close() {
        closed = true;
        cancelIfClosed();
    }

    private void cancelIfClosed() {
        CompletableFuture<Map<Integer, Long>> present = asked;
        if (closed && present != null) {
            boolean unused = present.cancel(false);
            asked = null;
        }
    }
}
