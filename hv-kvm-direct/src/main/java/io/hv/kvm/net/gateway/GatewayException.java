package io.hv.kvm.net.gateway;

import java.io.IOException;

/** The host cannot be a network's gateway. */
public final class GatewayException extends IOException {

    private static final long serialVersionUID = 1L;

    private final String remedy;

    GatewayException(String message, String remedy) {
        super(message);
        this.remedy = remedy;
    }

    GatewayException(String message, String remedy, Throwable cause) {
        super(message, cause);
        this.remedy = remedy;
    }

    /** What helps. */
    public String remedy() {
        return remedy;
    }
}
