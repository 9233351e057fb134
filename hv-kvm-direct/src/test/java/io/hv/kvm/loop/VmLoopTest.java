package io.hv.kvm.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.kvm.bus.Device;
import io.hv.kvm.bus.EventLoop.Timer;
import io.hv.kvm.clock.VmClock;
import io.hv.nativeaccess.Epoll;
import io.hv.nativeaccess.EventFd;
import java.util.HashSet;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(value = OS.LINUX, architectures = "amd64", disabledReason = "epoll")
@Timeout(60)
class VmLoopTest {

    private static final long HOUR = 3_600_000_000_000L;

    private final Device device = () -> "device";
    private final VmClock clock = new VmClock();
    private final BlockingQueue<Throwable> faults = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    private final BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();
    private final VmLoop loop = new VmLoop("hv/test/loop", clock, this::fault, failures::add);

    private void fault(Device who, Throwable fault) {
        if (fault instanceof AssertionError) {
            throw new IllegalStateException("whom faults are told to fails itself", fault);
        }
        faults.add(fault);
    }

    @BeforeEach
    void unpark() {
        loop.unpark();
    }

    @AfterEach
    void close() {
        loop.close();
    }

    private Runnable note(String what) {
        return () -> {
            assertTrue(Thread.holdsLock(device));
            assertEquals("hv/test/loop", Thread.currentThread().getName());
            seen.add(what);
        };
    }

    @Test
    void aLoopThatFailsSaysSo() throws InterruptedException {
        loop.execute(device, () -> {
            throw new AssertionError("a failure that this test wants to see logged");
        });
        assertEquals("whom faults are told to fails itself", failures.take().getMessage());
    }

    /** Waits until everything asked for before has been done. */
    private void settle() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(2);
        loop.execute(device, () -> {
            done.countDown();
            loop.execute(device, done::countDown);
        });
        done.await();
    }

    @Test
    void timersFireByTheMachinesClock() throws InterruptedException {
        clock.resume();
        loop.timer(device, note("later")).arm(20_000_000);
        loop.timer(device, note("sooner")).arm(10_000_000);
        loop.timer(device, note("never")).arm(HOUR);
        assertEquals("sooner", seen.take());
        assertEquals("later", seen.take());
        assertTrue(clock.nanos() >= 20_000_000);
        assertTrue(seen.isEmpty());
    }

    @Test
    void aClockThatStandsHoldsThemBack() throws InterruptedException {
        Timer timer = loop.timer(device, note("due"));
        timer.arm(1);
        settle();
        assertTrue(seen.isEmpty());
        loop.park();
        clock.resume();
        loop.unpark();
        assertEquals("due", seen.take());
    }

    @Test
    void aNewDeadlineReplacesTheOldAndADisarmedTimerIsQuiet() throws InterruptedException {
        clock.resume();
        loop.park();
        Timer moved = loop.timer(device, note("moved"));
        moved.arm(1);
        moved.arm(HOUR);
        Timer off = loop.timer(device, note("off"));
        off.arm(1);
        off.disarm();
        loop.timer(device, note("on")).arm(2);
        loop.unpark();
        assertEquals("on", seen.take());
        settle();
        assertTrue(seen.isEmpty());
    }

    @Test
    void disarmedWhileItWaitsForTheMonitorItDoesNotRun() throws InterruptedException {
        clock.resume();
        Timer timer = loop.timer(device, note("too late"));
        Device first = () -> "first";
        SynchronousQueue<String> entered = new SynchronousQueue<>();
        loop.park();
        // Due in this order in one round: the second is taken from the queue after the first has run.
        loop.timer(first, () -> {
                    try {
                        entered.put("in");
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .arm(1);
        timer.arm(2);
        loop.unpark();
        synchronized (device) {
            assertEquals("in", entered.take());
            Thread thread = loopThread();
            while (thread.getState() != Thread.State.BLOCKED) {
                Thread.onSpinWait();
            }
            timer.disarm();
        }
        settle();
        assertTrue(seen.isEmpty());
    }

    private static Thread loopThread() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("hv/test/loop"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aCallbackMayArmItselfAtOnceWithoutKeepingOthersWaiting() throws InterruptedException {
        clock.resume();
        AtomicBoolean stop = new AtomicBoolean();
        Timer[] again = new Timer[1];
        again[0] = loop.timer(device, () -> {
            if (!stop.get()) {
                again[0].arm(0);
            }
        });
        again[0].arm(0);
        loop.execute(device, note("task"));
        assertEquals("task", seen.take());
        stop.set(true);
        settle();
    }

    @Test
    void aCallbackThatThrowsIsReportedAndEndsNothing() throws InterruptedException {
        RuntimeException wrong = new IllegalArgumentException("wrong");
        loop.execute(device, () -> {
            throw wrong;
        });
        assertSame(wrong, faults.take());
        Error worse = new StackOverflowError("deep");
        loop.execute(device, () -> {
            throw worse;
        });
        assertSame(worse, faults.take());
        loop.execute(device, note("alive"));
        assertEquals("alive", seen.take());
    }

    @Test
    void watchesTellOfDescriptorsUntilTheyAreClosed() throws InterruptedException {
        try (EventFd event = new EventFd()) {
            FdWatch watch = loop.watch(event.fd(), Epoll.IN, device, () -> {
                event.drain();
                note("ready").run();
            });
            event.signal();
            assertEquals("ready", seen.take());
            watch.close();
            watch.close();
            event.signal();
            settle();
            assertTrue(seen.isEmpty());
        }
    }

    @Test
    void aParkedLoopRunsNothingAndForgetsNothing() throws InterruptedException {
        try (EventFd event = new EventFd()) {
            FdWatch watch = loop.watch(event.fd(), Epoll.IN, device, () -> {
                event.drain();
                note("ready").run();
            });
            loop.park();
            loop.park();
            event.signal();
            loop.execute(device, note("task"));
            assertTrue(seen.isEmpty());
            loop.unpark();
            loop.unpark();
            Set<String> both = new HashSet<>();
            both.add(seen.take());
            both.add(seen.take());
            assertEquals(Set.of("ready", "task"), both);
            watch.close();
        }
    }

    @Test
    void aCallbackCannotParkOrCloseItsOwnLoop() throws InterruptedException {
        loop.execute(device, loop::park);
        assertTrue(faults.take() instanceof IllegalStateException);
        loop.execute(device, loop::close);
        assertTrue(faults.take() instanceof IllegalStateException);
    }

    @Test
    void closeEndsTheThreadEvenWhenParked() {
        loop.park();
        loop.close();
        loop.close();
        assertThrows(NoSuchElementException.class, VmLoopTest::loopThread);
    }
}
