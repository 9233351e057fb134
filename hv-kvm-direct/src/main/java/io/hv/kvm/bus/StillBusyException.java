package io.hv.kvm.bus;

import java.time.Duration;
import java.util.List;

/** A machine was to stand still, and requests to some of its devices do not end: what they wait for on the host hangs. */
public final class StillBusyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Names them.
     *
     * @param devices by name, for example {@code vda}
     * @param patience for how long they were waited for
     */
    public StillBusyException(List<String> devices, Duration patience) {
        super("requests to " + String.join(", ", devices) + " are under way and have not ended within "
                + patience.toSeconds() + " s");
    }
}
