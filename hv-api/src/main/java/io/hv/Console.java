package io.hv;

/** A domain's serial console. Safe for any thread. */
public interface Console {

    /**
     * Opens a session. Any number may be open; each sees all output from its beginning on, in the order in which the
     * guest wrote it. Output is kept in a ring of at least 256 KiB; a session that falls behind further loses the
     * oldest, and counts it.
     */
    ConsoleSession open(From from);

    /** Where a session begins. */
    enum From {
        /** At the first byte of the present run, as far as the ring still has it. */
        START,
        /** At the first byte to come. */
        NOW
    }
}
