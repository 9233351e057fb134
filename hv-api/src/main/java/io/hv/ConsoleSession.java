package io.hv;

import java.time.Duration;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A reader of a console with a position of its own, which is also a way to type. Output is decoded as UTF-8; malformed
 * bytes become U+FFFD, and a character of which only a part has come waits for the rest. One thread at a time reads; sending is safe for any thread.
 */
public interface ConsoleSession extends AutoCloseable {

    /**
     * Waits for a literal text, and moves behind it.
     *
     * @return everything from the old position up to the end of the text
     * @throws OperationTimeoutException if it does not come in time; the evidence is the end of what came, and the
     *     position has not moved
     * @throws InvalidStateException if the console ended without it: the domain stopped; the message holds the end of
     *     what came
     */
    String expect(String literal, Duration timeout);

    /**
     * Waits for a pattern, and moves behind its first match.
     *
     * @return the match, in everything from the old position on
     * @throws OperationTimeoutException as {@link #expect(String, Duration)}
     * @throws InvalidStateException as {@link #expect(String, Duration)}
     */
    MatchResult expect(Pattern pattern, Duration timeout);

    /**
     * Waits until the domain has stopped, and takes everything up to the last byte.
     *
     * @throws OperationTimeoutException if it does not stop in time; the position has not moved
     */
    String readToEnd(Duration timeout);

    /** What is there from the position on, and moves behind it. Does not wait. */
    String readAvailable();

    /**
     * Types a text, as UTF-8. Waits while the guest does not read.
     *
     * @throws OperationTimeoutException if the guest does not take all of it in {@link Host#PATIENCE}; what it took
     *     stays taken
     * @throws InvalidStateException if the domain has stopped
     */
    void send(String text);

    /** The number of bytes that were overwritten in the ring before this session read them. */
    long lost();

    /** Ends the session; the console goes on. Idempotent. Wakes a thread that waits in it. */
    @Override
    void close();
}
