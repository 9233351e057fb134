package io.hv.backend.agent;

import java.time.Duration;

/** The pauses between questions after something that comes about by itself: each longer than the one before. Of one wait. */
final class Pauses {

    private static final Duration FIRST = Duration.ofMillis(5);
    private static final Duration LONGEST = Duration.ofMillis(250);

    private final Deadline deadline;
    private final String operation;
    private Duration next = FIRST;

    Pauses(Deadline deadline, String operation) {
        this.deadline = deadline;
        this.operation = operation;
    }

    void pause() {
        deadline.pause(next, operation);
        Duration longer = next.multipliedBy(3).dividedBy(2);
        next = longer.compareTo(LONGEST) < 0 ? longer : LONGEST;
    }
}
