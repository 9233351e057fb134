package io.hv;

/** A listener's tie to the events of a host. Safe for any thread. */
public interface Subscription extends AutoCloseable {

    /** How many events were dropped because the listener was too slow. */
    long lost();

    /**
     * Ends it. When this has returned, the listener is not running and is not called any more; called from the listener
     * itself, it returns at once and the listener is not called again. Idempotent.
     */
    @Override
    void close();
}
