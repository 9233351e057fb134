package io.hv.kvm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.HostFailureException;
import io.hv.HypervisorException;
import io.hv.StateReason;
import io.hv.backend.Hold;
import io.hv.backend.MachineEnd;
import io.hv.backend.MachineListener;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What departed devices held is given back, whatever fails, and told; an end waits for it. */
@Timeout(60)
class GivingBackTest {

    private final Map<String, Optional<HypervisorException>> told = new LinkedHashMap<>();
    private final List<Runnable> later = new ArrayList<>();

    private final class Told implements MachineListener {

        @Override
        public void ended(MachineEnd end) {
            throw new AssertionError("nothing ends");
        }

        @Override
        public void guestFault(String device, String rule) {
            throw new AssertionError("there is no guest");
        }

        @Override
        public Hold hold(StateReason reason) {
            throw new AssertionError("nothing is held");
        }

        @Override
        public void detached(String device, Optional<HypervisorException> failure) {
            told.put(device, failure);
        }
    }

    private static Departed failing(String name, RuntimeException failure) {
        return new Departed(name, () -> {
            throw failure;
        });
    }

    @Test
    void itsNameIsTakenUntilItIsDone() {
        List<String> steps = new ArrayList<>();
        GivingBack all = new GivingBack(later::add, new Told());
        all.begin(new Departed("vdb", () -> steps.add("released")), () -> {
            assertTrue(all.isUnderWay("vdb"), "before anybody knows that it has gone");
            steps.add("known");
        });
        assertTrue(all.isUnderWay("vdb"));
        assertFalse(all.isUnderWay("vdc"));
        later.forEach(Runnable::run);
        assertFalse(all.isUnderWay("vdb"));
        assertEquals(List.of("known", "released"), steps);
        assertEquals(Map.of("vdb", Optional.empty()), told);
        all.await();
    }

    @Test
    void anEndWaits() throws Exception {
        CountDownLatch owed = new CountDownLatch(1);
        GivingBack all = new GivingBack(work -> new Thread(work).start(), new Told());
        all.begin(
                new Departed("vdb", () -> {
                    try {
                        owed.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }),
                () -> {});
        CompletableFuture<Void> end = CompletableFuture.runAsync(all::await);
        assertThrows(TimeoutException.class, () -> end.get(50, TimeUnit.MILLISECONDS));
        owed.countDown();
        assertNull(end.get());
        assertEquals(Map.of("vdb", Optional.empty()), told, "told before the end");
    }

    @Test
    void whatFailsIsTold() {
        HostFailureException lost = new HostFailureException("lost", "look", "pwritev", 5, null);
        IllegalStateException odd = new IllegalStateException("odd");
        GivingBack all = new GivingBack(Runnable::run, new Told());
        all.begin(failing("vda", lost), () -> {});
        all.begin(failing("vdb", odd), () -> {});
        assertSame(lost, told.getOrDefault("vda", Optional.empty()).orElseThrow());
        HypervisorException wrapped = told.getOrDefault("vdb", Optional.empty()).orElseThrow();
        assertSame(odd, wrapped.getCause());
        assertFalse(all.isUnderWay("vdb"));
    }

    @Test
    void whoAsksDoesItWhereNobodyElseDoes() {
        GivingBack all = new GivingBack(
                work -> {
                    throw new RejectedExecutionException("closing");
                },
                new Told());
        all.begin(new Departed("vda", () -> {}), () -> {});
        all.await();
        assertEquals(Map.of("vda", Optional.empty()), told);
    }
}
