package io.hv.kvm.net.ether;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.kvm.bus.Uninterrupted;
import io.hv.kvm.net.LinkFaults;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The faults of a port's cable, as they are set and changed while frames pass. */
@Timeout(60)
class CableTest {

    private static final long MILLI = 1_000_000;
    private static final LinkFaults LATE = LinkFaults.none().delay(Duration.ofMillis(1));
    private static final LinkFaults DEAF = LinkFaults.none().loss(1);

    private final ManualTimer timer = new ManualTimer();
    private final EthernetSwitch lan = new EthernetSwitch(timer);
    private final Station a = new Station(lan, 1);
    private final Station b = new Station(lan, 2);

    @Test
    void eachDirectionHasItsOwn() {
        a.port.faults(DEAF, LinkFaults.none());
        assertSame(DEAF, a.port.sending());
        assertTrue(a.port.receiving().isNone());
        a.send(b.address, 1);
        b.send(a.address, 2);
        assertEquals(List.of(2), a.received());
        assertEquals(List.of(), b.received());
        assertEquals(1, a.port.statistics().lost());
        assertEquals(1, a.port.statistics().sentFrames());
        a.port.faults(LinkFaults.none(), DEAF);
        a.send(b.address, 3);
        b.send(a.address, 4);
        assertEquals(List.of(), a.received());
        assertEquals(List.of(3), b.received());
        assertEquals(2, a.port.statistics().lost());
        a.port.faults(LinkFaults.none(), LinkFaults.none());
        b.send(a.address, 5);
        assertEquals(List.of(5), a.received());
    }

    @Test
    void bothWaysTakeTheirTime() {
        a.port.faults(LATE, LATE);
        a.send(b.address, 1);
        assertEquals(List.of(), b.received());
        timer.advance(MILLI);
        assertEquals(List.of(1), b.received());
        b.send(a.address, 2);
        assertEquals(List.of(), a.received());
        timer.advance(MILLI);
        assertEquals(List.of(2), a.received());
    }

    @Test
    void whatIsUnderWayIsLostWithTheOldFaults() {
        a.port.faults(LATE, LATE);
        a.send(b.address, 1);
        a.port.faults(LATE, LATE);
        a.send(b.address, 2);
        timer.advance(MILLI);
        assertEquals(List.of(2), b.received());
        assertEquals(1, a.port.statistics().lost());
    }

    @Test
    void whatIsUnderWayIsLostWithTheCable() {
        a.port.faults(LATE, LATE);
        a.send(b.address, 1);
        b.send(a.address, 2);
        a.port.link(false);
        a.port.link(true);
        timer.advance(MILLI);
        assertEquals(List.of(), a.received());
        assertEquals(List.of(), b.received());
        assertEquals(LATE, a.port.sending());
        a.send(b.address, 3);
        timer.advance(MILLI);
        assertEquals(List.of(3), b.received());
    }

    @Test
    void aClosedPortReceivesNothingThatIsUnderWay() {
        a.port.faults(LATE, LATE);
        b.send(a.address, 1);
        a.port.close();
        timer.advance(MILLI);
        assertEquals(List.of(), a.received());
        a.port.faults(LATE, LATE);
        a.send(b.address, 2);
        timer.advance(MILLI);
        assertEquals(List.of(), b.received());
    }

    /** Whoever is given a frame may be what the other thread waits for. */
    @Test
    void faultsChangeWhileAFrameIsDelivered() {
        AtomicReference<@Nullable SwitchPort> port = new AtomicReference<>();
        SwitchPort slow = lan.connect("slow", frame -> {
            SwitchPort own = port.get();
            if (own != null) {
                Thread other = new Thread(() -> own.faults(LinkFaults.none(), LinkFaults.none()));
                other.start();
                Uninterrupted.join(other);
            }
        });
        slow.faults(LinkFaults.none(), LinkFaults.none().duplication(0.1));
        port.set(slow);
        a.send(0x0211_2233_4455L, 1);
        assertTrue(slow.receiving().isNone());
        assertEquals(List.of(1), b.received());
    }
}
