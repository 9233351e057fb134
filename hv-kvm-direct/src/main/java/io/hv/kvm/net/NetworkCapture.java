package io.hv.kvm.net;

import java.nio.file.Path;

/** A capture under way. Safe for any thread. */
public interface NetworkCapture extends AutoCloseable {

    /** Where it is written to. */
    Path file();

    /**
     * All that has passed so far is in the file.
     *
     * @throws io.hv.HostFailureException if something could not be written
     */
    void flush();

    /**
     * Ends it; idempotent. A network that is stopped ends its captures, too.
     *
     * @throws io.hv.HostFailureException if something could not be written, now or before
     */
    @Override
    void close();
}
