package io.hv.backend.agent;

import io.hv.InterruptedOperationException;
import java.time.Duration;

/**
 * The pauses between questions after something that comes about by itself, from 5 to 250 ms, each longer than the one before.
 * Of one wait, for one thread.
 */
public final class Pauses {

    private static final Duration FIRST = Duration.ofMillis(5);
    private static final Duration LONGEST = Duration.ofMillis(250);

    private final Deadline deadline;
    private final String operation;
    private Duration next = FIRST;

    /**
     * Pauses until a moment, after which there are none.
     *
     * @param operation what is waited for, for the message of an interrupt
     */
    public Pauses(Deadline deadline, String operation) {
        this.deadline = deadline;
        this.operation = operation;
    }

    /**
     * Waits for a while.
     *
     * @throws InterruptedOperationException if this thread is interrupted
     */
    public void pause() {
        deadline.pause(next, operation);
        Duration longer = next.multipliedBy(3).dividedBy(2);
        next = longer.compareTo(LONGEST) < 0 ? longer : LONGEST;
    }
}
