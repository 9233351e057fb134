package io.hv;

/**
 * A domain that is gone from its host when it stops. The handle still answers then: {@link #status()} and
 * {@link #crash()} tell how it ended, while transitions throw {@link NotFoundException}. Closing the handle destroys the
 * machine and all that creating it made; on every backend a killed process leaves none behind.
 */
public interface TransientDomain extends Domain, AutoCloseable {

    /** Destroys it if it is active. Idempotent. An interrupted thread closes too, and stays interrupted. */
    @Override
    void close();
}
