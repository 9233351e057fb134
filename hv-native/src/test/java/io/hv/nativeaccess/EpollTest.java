package io.hv.nativeaccess;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

@LinuxOnly
class EpollTest {

    @Test
    void tellsWhichEventfdsWereSignalled() {
        try (Epoll epoll = new Epoll(8);
                EventFd a = new EventFd();
                EventFd b = new EventFd();
                EventFd quiet = new EventFd()) {
            epoll.add(a.fd(), Epoll.IN, 0x1_0000_0001L);
            epoll.add(b.fd(), Epoll.IN, -2);
            epoll.add(quiet.fd(), Epoll.IN, 3);
            assertEquals(0, epoll.await(0));
            a.signal();
            a.signal();
            b.signal();
            assertEquals(2, epoll.await(-1));
            assertEquals(Set.of(0x1_0000_0001L, -2L), new HashSet<>(Set.of(epoll.token(0), epoll.token(1))));
            assertEquals(Epoll.IN, epoll.events(0));
            assertEquals(2, a.drain());
            assertEquals(0, a.drain());
            epoll.remove(b.fd());
            assertEquals(0, epoll.await(0));
            epoll.modify(a.fd(), Epoll.OUT, 7);
            assertEquals(1, epoll.await(-1));
            assertEquals(7, epoll.token(0));
        }
    }

    @Test
    void aTimerExpiresOnceAndNotWhenDisarmed() {
        try (Epoll epoll = new Epoll(1);
                TimerFd timer = new TimerFd()) {
            epoll.add(timer.fd(), Epoll.IN, 1);
            timer.arm(-5);
            assertEquals(1, epoll.await(-1));
            timer.disarm();
            assertEquals(0, epoll.await(0));
            timer.arm(3_600_000_000_000L);
            assertEquals(0, epoll.await(0));
            timer.arm(1_000_000);
            assertNotEquals(0, epoll.await(-1));
        }
    }
}
