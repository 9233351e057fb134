package io.hv.kvm.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class LinkFaultsTest {

    private static final Duration MILLI = Duration.ofMillis(1);

    /** Each sets one thing, to something that is not there by default. */
    private static final List<UnaryOperator<LinkFaults>> CHANGES = List.of(
            faults -> faults.loss(0.5),
            faults -> faults.corruption(0.5),
            faults -> faults.duplication(0.5),
            faults -> faults.reordering(0.5, MILLI),
            faults -> faults.reordering(0.5, Duration.ZERO),
            faults -> faults.reordering(0, MILLI),
            faults -> faults.delay(MILLI),
            faults -> faults.jitter(MILLI),
            faults -> faults.bandwidth(1),
            faults -> faults.queue(1),
            faults -> faults.seed(1));

    @Test
    void whatIsSetIsThere() {
        LinkFaults faults = LinkFaults.none()
                .loss(0.1)
                .corruption(0.2)
                .duplication(0.3)
                .reordering(0.4, MILLI)
                .delay(MILLI.multipliedBy(2))
                .jitter(MILLI.multipliedBy(3))
                .bandwidth(1_000_000)
                .queue(5000)
                .seed(-6);
        assertEquals(0.1, faults.loss());
        assertEquals(0.2, faults.corruption());
        assertEquals(0.3, faults.duplication());
        assertEquals(0.4, faults.reordering());
        assertEquals(MILLI, faults.heldBack());
        assertEquals(MILLI.multipliedBy(2), faults.delay());
        assertEquals(MILLI.multipliedBy(3), faults.jitter());
        assertEquals(OptionalLong.of(1_000_000), faults.bandwidth());
        assertEquals(5000, faults.queue());
        assertEquals(-6, faults.seed());
        assertEquals(
                "loss 0.1, corruption 0.2, duplication 0.3, reordering 0.4 by PT0.001S, delay PT0.002S to PT0.005S,"
                        + " 1000000 bit/s, seed -6",
                faults.toString());
        assertEquals(LinkFaults.none(), LinkFaults.none().loss(0.5).loss(0));
    }

    @Test
    void twoAreEqualWhereAllIs() {
        Set<LinkFaults> different = new HashSet<>(Set.of(LinkFaults.none()));
        for (UnaryOperator<LinkFaults> change : CHANGES) {
            LinkFaults changed = change.apply(LinkFaults.none());
            assertEquals(changed, change.apply(LinkFaults.none()));
            assertEquals(changed.hashCode(), change.apply(LinkFaults.none()).hashCode());
            assertNotEquals(LinkFaults.none(), changed);
            assertTrue(different.add(changed), changed::toString);
        }
        assertEquals(CHANGES.size() + 1, different.size());
        assertNotEquals(LinkFaults.none(), (Object) "none");
        LinkFaults negative = LinkFaults.none().loss(-0.0);
        assertEquals(LinkFaults.none(), negative);
        assertEquals(LinkFaults.none().hashCode(), negative.hashCode());
    }

    @Test
    void itIsKnownWhatChangesNothing() {
        assertTrue(LinkFaults.none().isNone());
        assertTrue(LinkFaults.none().seed(5).queue(7).isNone());
        assertTrue(LinkFaults.none().reordering(1, Duration.ZERO).isNone());
        assertTrue(LinkFaults.none().reordering(0, MILLI).isNone());
        assertFalse(LinkFaults.none().loss(0.1).isNone());
        assertFalse(LinkFaults.none().loss(0.1).isLate());
        assertFalse(LinkFaults.none().corruption(0.1).isNone());
        assertFalse(LinkFaults.none().duplication(0.1).isNone());
        assertTrue(LinkFaults.none().reordering(0.1, MILLI).isLate());
        assertTrue(LinkFaults.none().delay(MILLI).isLate());
        assertTrue(LinkFaults.none().jitter(MILLI).isLate());
        assertTrue(LinkFaults.none().bandwidth(1).isLate());
        assertFalse(LinkFaults.none().bandwidth(1).isNone());
    }

    @Test
    void chancesAreFromZeroToOne() {
        LinkFaults none = LinkFaults.none();
        List<DoubleFunction<LinkFaults>> all =
                List.of(none::loss, none::corruption, none::duplication, chance -> none.reordering(chance, MILLI));
        for (DoubleFunction<LinkFaults> each : all) {
            for (double wrong : new double[] {-Double.MIN_VALUE, Math.nextUp(1.0), Double.NaN, 1 / 0.0}) {
                assertThrows(IllegalArgumentException.class, () -> each.apply(wrong));
            }
            assertNotEquals(none, each.apply(1));
        }
    }

    @Test
    void timesAreUpToAMinute() {
        LinkFaults none = LinkFaults.none();
        List<Function<Duration, LinkFaults>> all =
                List.of(none::delay, none::jitter, time -> none.reordering(0.5, time));
        for (Function<Duration, LinkFaults> each : all) {
            for (Duration wrong :
                    new Duration[] {Duration.ofNanos(-1), LinkFaults.MOST_DELAY.plusNanos(1), Duration.ofDays(999)}) {
                assertThrows(IllegalArgumentException.class, () -> each.apply(wrong));
            }
            assertNotEquals(none, each.apply(LinkFaults.MOST_DELAY));
        }
        assertThrows(IllegalArgumentException.class, () -> none.bandwidth(0));
        assertThrows(IllegalArgumentException.class, () -> none.queue(0));
        assertEquals(Integer.MAX_VALUE, none.queue(Integer.MAX_VALUE).queue());
        assertEquals(Long.MAX_VALUE, none.bandwidth(Long.MAX_VALUE).bandwidth().getAsLong());
    }
}
