package io.hv.kvm.net.passt;

import io.hv.kvm.net.PortForward;
import java.io.IOException;

/** A forward that cannot be: its port is somebody else's, its address not the host's, or this user may not have it. */
public final class ForwardException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient PortForward forward;

    ForwardException(PortForward forward, String message, Throwable cause) {
        super(message, cause);
        this.forward = forward;
    }

    /** Which one. */
    public PortForward forward() {
        return forward;
    }
}
