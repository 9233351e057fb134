package io.hv.mem;

import io.hv.ByteSize;
import io.hv.HostFailureException;
import io.hv.HypervisorException;
import java.time.Duration;

/**
 * A {@code mem:///} host as a test sees it: {@code host.as(MemHost.class)}. All handles of one URI share what is set
 * here. Safe for any thread.
 */
public interface MemHost {

    /**
     * Makes one call fail. The state stays as it is for a host that fails: a start leaves nothing running.
     *
     * @param nth which call from now on: 1 is the next
     * @param failure what it throws
     */
    void fail(MemOperation operation, int nth, HypervisorException failure);

    /**
     * Makes one call take at least that long. It can be interrupted, and then fails.
     *
     * @param nth which call from now on: 1 is the next
     */
    void delay(MemOperation operation, int nth, Duration duration);

    /**
     * Makes one call stand still until it is released. It can be interrupted, and then fails.
     *
     * @param nth which call from now on: 1 is the next
     */
    MemHold hold(MemOperation operation, int nth);

    /** How often an operation was called so far. */
    int calls(MemOperation operation);

    /** What one domain may have at most; 1 TiB and 255 vCPUs unless it is set. */
    void capacity(ByteSize memory, int vcpus);

    /** A failure of the host, for {@link #fail}. */
    static HostFailureException failure(String message) {
        return new HostFailureException(message, "the test that injected it knows", "an injected failure", 0, null);
    }
}
