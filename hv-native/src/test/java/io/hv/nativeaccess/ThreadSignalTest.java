package io.hv.nativeaccess;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.Reference;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@LinuxOnly
@Timeout(60)
class ThreadSignalTest {

    /** struct epoll_event. */
    private static final int EVENT_SIZE = 12;

    private static final int FOREVER = -1;

    private static final int LAST = 61;

    @Test
    void endsAnEndlessWaitOfItsThreadAndNothingElse() throws Exception {
        CompletableFuture<ThreadSignal> ready = new CompletableFuture<>();
        CompletableFuture<Integer> errno = new CompletableFuture<>();
        // The thread is there for as long as signals are sent to it.
        CompletableFuture<Boolean> sent = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    int epoll = Libc.epoll_create1(0);
                    NativeMemory event = NativeMemory.allocate(EVENT_SIZE);
                    ready.complete(ThreadSignal.here());
                    try {
                        int result = Libc.epoll_wait(epoll, event.address(), 1, FOREVER);
                        errno.complete(result == -1 ? Libc.errno() : 0);
                        boolean unused = sent.join();
                    } finally {
                        Reference.reachabilityFence(event);
                        int unusedResult = Libc.close(epoll);
                    }
                },
                "signalled");
        thread.start();
        ThreadSignal signal = ready.get();
        // One that comes before the wait has begun is lost: who needs to know sets a flag besides. Each is waited for:
        // a
        // thread that is sent signals as fast as they can be sent does nothing but run their handler.
        boolean ended = false;
        while (!ended) {
            signal.send();
            try {
                Integer unused = errno.get(1, TimeUnit.MILLISECONDS);
                ended = true;
            } catch (TimeoutException e) {
                assertTrue(thread.isAlive());
            }
        }
        sent.complete(true);
        thread.join();
        assertEquals(Errno.EINTR, errno.get());
    }

    @Test
    void aSignalThatIsInUseIsLeftAlone() {
        int first = ThreadSignal.take(50);
        int second = ThreadSignal.take(first);
        assertTrue(second > first, first + ", " + second);
    }

    @Test
    void nothingIsTakenWhereAllIsInUse() {
        int taken = 0;
        while (taken < LAST) {
            taken = ThreadSignal.take(LAST - 1);
        }
        IllegalStateException refused = assertThrows(IllegalStateException.class, () -> ThreadSignal.take(LAST - 1));
        assertTrue(String.valueOf(refused.getMessage()).contains(" to " + LAST));
    }
}
