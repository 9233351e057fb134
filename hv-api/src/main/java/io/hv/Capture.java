package io.hv;

/** What a network's host writes down of it, from its beginning until it is closed. Safe for any thread. */
public interface Capture extends AutoCloseable {

    /** The file that is written, on the network's host. */
    HostPath file();

    /**
     * Ends it: the file is complete then. Idempotent. A network that is stopped ends its captures, too.
     *
     * @throws HostFailureException if something could not be written, now or before
     */
    @Override
    void close();
}
