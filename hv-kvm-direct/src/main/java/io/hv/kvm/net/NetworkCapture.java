package io.hv.kvm.net;

import io.hv.Capture;

/** A capture under way. Safe for any thread. */
public interface NetworkCapture extends Capture {

    /**
     * All that has passed so far is in the file.
     *
     * @throws io.hv.HostFailureException if something could not be written
     */
    void flush();
}
