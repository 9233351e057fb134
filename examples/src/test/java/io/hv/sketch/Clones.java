package io.hv.sketch;

import java.util.List;

/** Copies that were made together. Closing it destroys the live ones that are left. */
public interface Clones extends AutoCloseable {

    /** The copies, in the order of their numbers. */
    List<Domain> domains();

    /** For each what was made anew (UUID, MAC addresses, ...), what was not, and what it cost. */
    CloneReport report();

    @Override
    void close();
}
