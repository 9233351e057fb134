package io.hv;

import java.util.List;

/** Clones that were made at once, and their owner. Safe for any thread. */
public interface Clones extends AutoCloseable {

    /** The clones, in the order of their numbers. Each can also be closed by itself. */
    List<TransientDomain> domains();

    /** What making them has done. */
    CloneReport report();

    /** Destroys all that are active. Idempotent. What fails does not keep the rest from being closed. */
    @Override
    void close();
}
