package io.hv.kvm.net.ether;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.kvm.net.PortStatistics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EthernetSwitchTest {

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final List<Integer> NOTHING = List.of();

    private final ManualTimer timer = new ManualTimer();
    private final EthernetSwitch lan = new EthernetSwitch(timer);
    private final Station a = new Station(lan, 1);
    private final Station b = new Station(lan, 2);
    private final Station c = new Station(lan, 3);

    @AfterEach
    void close() {
        lan.close();
        assertEquals(List.of(), lan.ports());
    }

    /** Asserts what each has received, the sender among them. */
    private void received(List<Integer> byA, List<Integer> byB, List<Integer> byC) {
        assertEquals(byA, a.received());
        assertEquals(byB, b.received());
        assertEquals(byC, c.received());
    }

    @Test
    void whatIsNotKnownGoesToAllOthers() {
        a.send(b.address, 1);
        received(NOTHING, List.of(1), List.of(1));
        a.send(Station.EVERYBODY, 2);
        received(NOTHING, List.of(2), List.of(2));
        a.send(0x3333_0000_0001L, 3);
        received(NOTHING, List.of(3), List.of(3));
    }

    @Test
    void whoWasSeenIsSentToAlone() {
        b.send(Station.EVERYBODY, 1);
        received(List.of(1), NOTHING, List.of(1));
        a.send(b.address, 2);
        received(NOTHING, List.of(2), NOTHING);
        assertSame(b.port, lan.seenAt(b.address));
        // A frame to whoever is behind the port that it came from is there already.
        b.send(b.address, 3);
        received(NOTHING, NOTHING, NOTHING);
    }

    @Test
    void aStationThatMovesIsFound() {
        b.send(Station.EVERYBODY, 1);
        c.port.send(Station.frame(Station.EVERYBODY, b.address, 2));
        received(List.of(1, 2), List.of(2), List.of(1));
        a.send(b.address, 3);
        received(NOTHING, NOTHING, List.of(3));
        b.send(a.address, 4);
        a.send(b.address, 5);
        received(List.of(4), List.of(5), NOTHING);
    }

    @Test
    void aGroupIsNobodysAddress() {
        long many = 0x0300_0000_0002L;
        b.port.send(Station.frame(a.address, many, 1));
        assertNull(lan.seenAt(many));
        a.send(many, 2);
        received(List.of(1), List.of(2), List.of(1, 2));
    }

    @Test
    void whoIsNotHeardForFiveMinutesIsForgotten() {
        b.send(Station.EVERYBODY, 1);
        received(List.of(1), NOTHING, List.of(1));
        timer.advance(5 * MINUTE);
        a.send(b.address, 2);
        received(NOTHING, List.of(2), NOTHING);
        timer.advance(1);
        a.send(b.address, 3);
        received(NOTHING, List.of(3), List.of(3));
    }

    @Test
    void aPartitionKeepsFramesFromTheOthers() {
        b.send(Station.EVERYBODY, 1);
        c.port.group(7);
        b.port.group(7);
        received(List.of(1), NOTHING, List.of(1));
        a.send(Station.EVERYBODY, 2);
        a.send(b.address, 3);
        received(NOTHING, NOTHING, NOTHING);
        assertEquals(3, a.port.statistics().blocked());
        c.send(b.address, 4);
        c.send(Station.EVERYBODY, 5);
        received(NOTHING, List.of(4, 5), NOTHING);
        assertEquals(7, b.port.group());
        b.port.group(0);
        a.send(b.address, 6);
        received(NOTHING, List.of(6), NOTHING);
    }

    @Test
    void framesToEverybodyAreLimited() {
        b.send(Station.EVERYBODY, 0);
        List<Integer> unused = c.received();
        for (int i = 0; i < EthernetSwitch.FLOODS + 100; i++) {
            a.send(i % 2 == 0 ? Station.EVERYBODY : 0x0211_2233_4455L, i);
        }
        assertEquals(EthernetSwitch.FLOODS, c.received().size());
        assertEquals(100, a.port.statistics().flooded());
        // What is for one that is known, and what others send, is not.
        unused = b.received();
        a.send(b.address, 1);
        c.send(Station.EVERYBODY, 2);
        assertEquals(List.of(1, 2), b.received());
        timer.advance(SECOND / 2);
        for (int i = 0; i < EthernetSwitch.FLOODS; i++) {
            a.send(Station.EVERYBODY, i);
        }
        assertEquals(EthernetSwitch.FLOODS / 2, c.received().size());
        timer.advance(MINUTE);
        for (int i = 0; i < EthernetSwitch.FLOODS + 1; i++) {
            a.send(Station.EVERYBODY, i);
        }
        assertEquals(EthernetSwitch.FLOODS, c.received().size(), "not more than a second's worth is kept");
    }

    @Test
    void aClockThatIsLateGivesNothing() {
        FloodLimit limit = new FloodLimit(10, 0);
        for (int i = 0; i < 10; i++) {
            assertTrue(limit.pass(0));
        }
        int passed = 0;
        // Two threads whose looks at the clock come crosswise.
        for (int i = 0; i < 100; i++) {
            passed += limit.pass(SECOND / 10) ? 1 : 0;
            passed += limit.pass(0) ? 1 : 0;
        }
        assertEquals(1, passed);
    }

    @Test
    void aClosedPortNeitherSendsNorReceives() {
        b.send(Station.EVERYBODY, 1);
        b.port.close();
        b.port.close();
        received(List.of(1), NOTHING, List.of(1));
        assertEquals(List.of(a.port, c.port), lan.ports());
        b.send(Station.EVERYBODY, 2);
        a.send(b.address, 3);
        received(NOTHING, NOTHING, List.of(3));
        assertNull(lan.seenAt(b.address));
        Station d = new Station(lan, 4);
        assertEquals(3, d.port.number(), "no other port has, or had, the same");
        a.send(b.address, 4);
        assertEquals(List.of(4), d.received());
    }

    @Test
    void aPortThatIsClosedWhileItSendsIsNotLearnt() {
        a.port.add(new FrameTap() {
            @Override
            public void sent(SwitchPort port, Frame frame) {
                port.close();
            }

            @Override
            public void received(SwitchPort port, Frame frame) {
                throw new AssertionError("it is closed");
            }
        });
        a.send(b.address, 1);
        received(NOTHING, NOTHING, NOTHING);
        assertNull(lan.seenAt(a.address));
    }

    @Test
    void whatIsNoFrameGoesNowhere() {
        a.port.send(Frame.of(new byte[0]));
        a.port.send(Frame.of(new byte[Frame.HEADER - 1]));
        a.port.send(Frame.of(new byte[Frame.MOST + 1]));
        received(NOTHING, NOTHING, NOTHING);
        assertEquals(0, a.port.statistics().sentFrames());
        for (int length : new int[] {Frame.HEADER, Frame.MOST}) {
            byte[] bytes = new byte[length];
            bytes[0] = (byte) 0xff;
            a.port.send(Frame.of(bytes));
            assertEquals(length, b.frames().get(0).length);
        }
    }

    @Test
    void aCableThatIsOutCarriesNothing() {
        b.send(Station.EVERYBODY, 1);
        b.port.link(false);
        assertFalse(b.port.isUp());
        received(List.of(1), NOTHING, List.of(1));
        a.send(b.address, 2);
        b.send(a.address, 3);
        received(NOTHING, NOTHING, NOTHING);
        assertEquals(2, b.port.statistics().blocked());
        b.port.link(true);
        a.send(b.address, 4);
        b.send(a.address, 5);
        received(List.of(5), List.of(4), NOTHING);
    }

    @Test
    void whatPassesIsCountedAndSeen() {
        List<String> seen = new ArrayList<>();
        FrameTap tap = new FrameTap() {
            @Override
            public void sent(SwitchPort port, Frame frame) {
                seen.add(port + " sent " + frame.length());
            }

            @Override
            public void received(SwitchPort port, Frame frame) {
                seen.add(port + " received " + frame.length());
            }
        };
        a.port.add(tap);
        b.port.add(tap);
        a.send(b.address, 1);
        b.send(a.address, 2);
        b.port.remove(tap);
        a.send(b.address, 3);
        a.port.remove(tap);
        a.send(b.address, 4);
        assertEquals(
                List.of("port1 sent 64", "port2 received 64", "port2 sent 64", "port1 received 64", "port1 sent 64"),
                seen);
        b.port.overrun();
        assertEquals(PortStatistics.of(1, 64, 3, 192, 0, 1, 0, 0), b.port.statistics());
        assertEquals(PortStatistics.of(0, 0, 1, 64, 0, 0, 0, 0), c.port.statistics());
    }
}
