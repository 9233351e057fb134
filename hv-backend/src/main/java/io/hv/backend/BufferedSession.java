package io.hv.backend;

import io.hv.ClosedException;
import io.hv.ConsoleSession;
import io.hv.Host;
import io.hv.InterruptedOperationException;
import io.hv.InvalidStateException;
import io.hv.OperationTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A position in a {@link ConsoleBuffer}. */
final class BufferedSession implements ConsoleSession {

    private static final int EVIDENCE = 2000;
    private static final int GATHER_FACTOR = 4;
    private static final long GATHER_MAX_NANOS = 20_000_000;

    private final ConsoleBuffer buffer;
    private long position;
    private long lost;
    private boolean closed;

    BufferedSession(ConsoleBuffer buffer, long position) {
        this.buffer = buffer;
        this.position = position;
    }

    /** What is looked for in the bytes from the position on. */
    private interface Search<R> {

        /** The result, or null where it is not there (yet). */
        @Nullable
        Found<R> in(byte[] bytes);
    }

    private record Found<R>(R result, int length) {}

    @Override
    public String expect(String literal, Duration timeout) {
        byte[] wanted = literal.getBytes(StandardCharsets.UTF_8);
        return expect("'" + literal + "'", timeout, bytes -> {
            int at = ByteSearch.indexOf(bytes, wanted);
            return at < 0 ? null : new Found<>(text(bytes, at + wanted.length), at + wanted.length);
        });
    }

    @Override
    public MatchResult expect(Pattern pattern, Duration timeout) {
        return expect("/" + pattern + "/", timeout, bytes -> {
            var matcher = pattern.matcher(text(bytes, bytes.length));
            return matcher.find()
                    ? new Found<>(matcher.toMatchResult(), ByteSearch.bytesOf(bytes, matcher.end()))
                    : null;
        });
    }

    private <R> R expect(String what, Duration timeout, Search<R> search) {
        long deadline = System.nanoTime() + Waits.nanos(timeout);
        Waits.lock(buffer.lock, "expecting " + what + " on the " + buffer);
        try {
            while (true) {
                boolean ended = !buffer.isRunning();
                byte[] bytes = readable();
                long seen = buffer.written();
                long began = System.nanoTime();
                Found<R> found = searchUnlocked(search, bytes);
                long searchTime = System.nanoTime() - began;
                checkOpen();
                if (found != null) {
                    position += found.length();
                    return found.result();
                }
                if (!ended && !buffer.isRunning()) {
                    // It ended during the search, and nobody will say so again.
                    continue;
                }
                // A guest that never stops printing must not outlast the time.
                if (seen != buffer.written() && System.nanoTime() < deadline) {
                    gather(searchTime);
                    continue;
                }
                if (ended) {
                    throw new InvalidStateException(
                            what + " was expected on the " + buffer + ", and it ended without; it ends with: "
                                    + tail(bytes),
                            "see why the domain stopped: status() and crash()");
                }
                if (!await(deadline, "expecting " + what)) {
                    throw new OperationTimeoutException(
                            what + " was expected on the " + buffer + " within " + timeout,
                            "look at the evidence, or wait longer",
                            tail(pending()));
                }
            }
        } finally {
            buffer.lock.unlock();
        }
    }

    /** Searching may take long: the guest's output, which takes the same lock, must not wait for it. */
    private <R> @Nullable Found<R> searchUnlocked(Search<R> search, byte[] bytes) {
        buffer.lock.unlock();
        try {
            return search.in(bytes);
        } finally {
            buffer.lock.lock();
        }
    }

    /**
     * Lets output gather for a few times as long as the last search took: a guest that prints byte by byte must not cost
     * a search of everything for each of them.
     */
    private void gather(long searchTime) {
        long left = Math.min(GATHER_FACTOR * searchTime, GATHER_MAX_NANOS);
        try {
            while (left > 0 && buffer.isRunning() && !closed) {
                left = buffer.over.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            throw new InterruptedOperationException("expecting output of the " + buffer);
        }
    }

    @Override
    public String readToEnd(Duration timeout) {
        long deadline = System.nanoTime() + Waits.nanos(timeout);
        Waits.lock(buffer.lock, "reading the " + buffer + " to its end");
        try {
            while (buffer.isRunning()) {
                checkOpen();
                if (!await(deadline, "reading to the end")) {
                    throw new OperationTimeoutException(
                            "the " + buffer + " did not end within " + timeout, "wait longer", tail(pending()));
                }
            }
            return readAvailable();
        } finally {
            buffer.lock.unlock();
        }
    }

    @Override
    public String readAvailable() {
        buffer.lock.lock();
        try {
            byte[] bytes = readable();
            position += bytes.length;
            return text(bytes, bytes.length);
        } finally {
            buffer.lock.unlock();
        }
    }

    @Override
    public void send(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        long deadline = System.nanoTime() + Waits.nanos(Host.PATIENCE);
        int sent = 0;
        while (sent < bytes.length) {
            Runnable listener;
            Waits.lock(buffer.lock, "sending to the " + buffer);
            try {
                checkOpen();
                if (!buffer.isRunning()) {
                    throw new InvalidStateException(
                            "nobody reads the " + buffer + ": it is not running", "start the domain first");
                }
                int taken = buffer.offerInput(bytes, sent);
                sent += taken;
                if (taken == 0 && !await(deadline, "sending")) {
                    throw new OperationTimeoutException(
                            "the guest does not read the " + buffer + ": " + (bytes.length - sent) + " of "
                                    + bytes.length + " bytes are left after " + Host.PATIENCE,
                            "send when the guest has asked for input",
                            tail(pending()));
                }
                listener = buffer.inputListener();
            } finally {
                buffer.lock.unlock();
            }
            if (listener != null) {
                listener.run();
            }
        }
    }

    @Override
    public long lost() {
        buffer.lock.lock();
        try {
            return lost + Math.max(0, buffer.oldest() - position);
        } finally {
            buffer.lock.unlock();
        }
    }

    @Override
    public void close() {
        buffer.lock.lock();
        try {
            closed = true;
            buffer.changed.signalAll();
            buffer.over.signalAll();
        } finally {
            buffer.lock.unlock();
        }
    }

    /** What is there, up to a character of which the rest has yet to come; when nothing comes any more, all. */
    private byte[] readable() {
        byte[] bytes = pending();
        return buffer.isRunning() ? Arrays.copyOf(bytes, ByteSearch.whole(bytes)) : bytes;
    }

    private byte[] pending() {
        checkOpen();
        skipLost();
        return buffer.from(position);
    }

    private void skipLost() {
        long gone = buffer.oldest() - position;
        if (gone > 0) {
            lost += gone;
            position += gone;
        }
    }

    private void checkOpen() {
        if (closed) {
            throw new ClosedException("this session of the " + buffer + " is closed", "open another one");
        }
    }

    /** Waits for a change; false when the deadline has passed. The lock is held before and after. */
    @SuppressWarnings("WaitNotInLoop") // every caller looks again at what it waits for
    private boolean await(long deadline, String operation) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
            return false;
        }
        try {
            return buffer.changed.awaitNanos(left) > 0 || System.nanoTime() < deadline;
        } catch (InterruptedException e) {
            throw new InterruptedOperationException(operation + " on the " + buffer);
        }
    }

    private static String text(byte[] bytes, int length) {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    private static String tail(byte[] bytes) {
        int length = Math.min(bytes.length, EVIDENCE);
        return "'" + new String(bytes, bytes.length - length, length, StandardCharsets.UTF_8) + "'";
    }
}
