package io.hv.kvm.ioctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ReaperTest {

    private final List<String> done = new CopyOnWriteArrayList<>();

    @Test
    void closeWaitsForAll() {
        Reaper reaper = new Reaper("hv/test/reaper");
        CountDownLatch go = new CountDownLatch(1);
        for (int i = 0; i < 3; i++) {
            reaper.bury(() -> {
                await(go);
                done.add(Thread.currentThread().getName());
            });
        }
        assertEquals(List.of(), done);
        go.countDown();
        reaper.close();
        reaper.close();
        assertEquals(
                List.of("hv/test/reaper-1", "hv/test/reaper-2", "hv/test/reaper-3"),
                done.stream().sorted().toList());
        assertThrows(IllegalStateException.class, () -> reaper.bury(() -> done.add("late")));
    }

    @Test
    void theDeadDoNotPileUp() {
        Reaper reaper = new Reaper("hv/test/reaper");
        CountDownLatch go = new CountDownLatch(1);
        for (int waiting = 0; !done.contains(Thread.currentThread().getName()); waiting++) {
            assertTrue(waiting < 100, "this thread has closed none of a hundred");
            reaper.bury(() -> {
                if (Thread.currentThread().getName().startsWith("hv/test/reaper-")) {
                    await(go);
                }
                done.add(Thread.currentThread().getName());
            });
        }
        assertEquals(1, done.size());
        go.countDown();
        reaper.close();
    }

    @Test
    void oneThatFailsEndsNothing() {
        Reaper reaper = new Reaper("hv/test/reaper");
        reaper.bury(() -> {
            throw new IllegalStateException("a failure that this test wants to see logged");
        });
        reaper.bury(() -> done.add("next"));
        reaper.close();
        assertEquals(List.of("next"), done);
    }

    @Test
    void anInterruptIsKeptForLater() {
        Reaper reaper = new Reaper("hv/test/reaper");
        reaper.bury(() -> done.add("one"));
        Thread.currentThread().interrupt();
        reaper.close();
        assertTrue(Thread.interrupted());
        assertEquals(List.of("one"), done);
    }

    @Test
    void withNothingToDoThereIsNothingToWaitFor() {
        new Reaper("hv/test/reaper").close();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
