package io.hv.kvm.vcpu;

import io.hv.nativeaccess.ThreadTime;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How long a vCPU's thread has been on a processor, also when it has ended. Safe for any thread. */
final class CpuTime {

    private static final Logger LOG = LoggerFactory.getLogger(CpuTime.class);

    private @Nullable ThreadTime thread;
    private Duration last = Duration.ZERO;

    /** On the vCPU's thread, first of all. */
    void adopt() {
        ThreadTime own = ThreadTime.here();
        synchronized (this) {
            thread = own;
        }
    }

    /** On the vCPU's thread, last of all. */
    synchronized void retire() {
        last = now();
        thread = null;
    }

    synchronized Duration now() {
        if (thread != null) {
            try {
                last = thread.now();
            } catch (IOException e) {
                LOG.debug("the kernel does not tell how long a vCPU has run", e);
            }
        }
        return last;
    }
}
