package io.hv.testkit.contract;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** Holds up a listener until it is closed. As the last of several resources it opens before a subscription is closed. */
final class Gate implements AutoCloseable {

    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);

    /** Stands still. The thread is the library's: an interrupt means that the library gives it up. */
    void pass() {
        reached.countDown();
        try {
            open.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void awaitReached(Duration patience, String what) throws InterruptedException {
        Waits.down(reached, patience, what);
    }

    @Override
    public void close() {
        open.countDown();
    }
}
