package io.hv.nativeaccess;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@LinuxOnly
@Timeout(60)
class ThreadSignalTest {

    private static final int KICK = 42;

    @Test
    void waitsUntilItIsDrainedAndEverySendingCounts() throws Exception {
        CompletableFuture<ThreadSignal> blocked = new CompletableFuture<>();
        CompletableFuture<int[]> drained = new CompletableFuture<>();
        CountDownLatch sent = new CountDownLatch(1);
        Thread thread = new Thread(
                () -> {
                    try {
                        ThreadSignal signal = ThreadSignal.blockHere(KICK);
                        blocked.complete(signal);
                        sent.await();
                        drained.complete(new int[] {signal.drain(), signal.drain()});
                    } catch (InterruptedException e) {
                        drained.completeExceptionally(e);
                    }
                },
                "signalled");
        thread.start();
        ThreadSignal signal = blocked.get();
        for (int i = 0; i < 5; i++) {
            signal.send();
        }
        sent.countDown();
        int[] counts = drained.get();
        thread.join();
        assertEquals(5, counts[0]);
        assertEquals(0, counts[1]);
        assertEquals(0, signal.openMask() & 1L << (KICK - 1));
        assertTrue(thread.getState() == Thread.State.TERMINATED);
    }
}
