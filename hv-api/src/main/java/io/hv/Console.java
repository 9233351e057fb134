package io.hv;

import java.util.Optional;

/** A domain's serial console. Safe for any thread. */
public interface Console {

    /**
     * Opens a session. Any number may be open; each sees all output from its beginning on, in the order in which the
     * guest wrote it. Output is kept in a ring of at least 256 KiB; a session that falls behind further loses the
     * oldest, and counts it.
     */
    ConsoleSession open(From from);

    /**
     * What a Linux guest's kernel said when it panicked last: the rest of the line behind {@link #PANIC}, as far as it has
     * come; nothing if the present run's output has no such line, as far as the ring still holds it. A guest that has no way
     * to tell its host of a panic stays {@link DomainState#RUNNING} after one: this tells it. Looks only when it is called;
     * to wait for a panic, {@link ConsoleSession#expect(String, java.time.Duration) expect} it, which costs less than asking
     * again and again: each call reads all that the ring holds.
     *
     * @throws ClosedException if the host is closed
     */
    default Optional<String> panicMessage() {
        String output;
        try (ConsoleSession session = open(From.START)) {
            output = session.readAvailable();
        }
        int at = output.lastIndexOf(PANIC);
        // Linux says it once more at the end of its report.
        while (at >= 0 && output.startsWith("---[ end ", at - "---[ end ".length())) {
            at = output.lastIndexOf(PANIC, at - 1);
        }
        return at < 0
                ? Optional.empty()
                : output.substring(at + PANIC.length()).lines().findFirst().or(() -> Optional.of(""));
    }

    /** What Linux prints before a panic's message. */
    String PANIC = "Kernel panic - not syncing: ";

    /** Where a session begins. */
    enum From {
        /** At the first byte of the present run, as far as the ring still has it. */
        START,
        /** At the first byte to come. */
        NOW
    }
}
