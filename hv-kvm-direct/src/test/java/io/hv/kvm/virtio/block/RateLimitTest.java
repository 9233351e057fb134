package io.hv.kvm.virtio.block;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A disk's limit by a clock that the test moves. */
class RateLimitTest {

    private static final long SECOND = 1_000_000_000L;

    private final HandClock hand = new HandClock();

    /** Does requests of one size for so long, each as soon as it may be done, and tells when. */
    private List<Long> times(RateLimit limit, long size, long until) {
        List<Long> times = new ArrayList<>();
        while (hand.nanos() < until) {
            if (limit.allows()) {
                limit.spend(size);
                times.add(hand.nanos());
            } else {
                hand.goOn();
            }
        }
        return times;
    }

    private RateLimit limit(long requests, long bytes) {
        return new RateLimit(requests, bytes, hand);
    }

    /** In any time no more than its share and what a bucket holds, and over all no less than its share. */
    private static void assertRate(List<Long> times, long perSecond, long size, long until) {
        double most = Math.max(perSecond / 10.0, 1) + size;
        for (int i = 0; i < times.size(); i += 1 + times.size() / 50) {
            for (int j = i; j < times.size(); j++) {
                double share = (times.get(j) - times.get(i)) / (double) SECOND * perSecond;
                int first = i;
                int last = j;
                assertTrue((j - i + 1) * size <= share + most + 1, () -> first + " to " + last + " of " + times);
            }
        }
        double share = until / (double) SECOND * perSecond;
        assertTrue(times.size() * size >= share - size, times.size() + " of " + share);
    }

    @ParameterizedTest
    @CsvSource({"1", "3", "10", "100", "1000"})
    void requestsHaveARate(long perSecond) {
        long until = 20 * SECOND;
        assertRate(times(limit(perSecond, 0), 1, until), perSecond, 1, until);
    }

    @ParameterizedTest
    @CsvSource({"1048576,4096", "1048576,512", "4096,4096", "4096,1048576", "100,512"})
    void bytesHaveARate(long perSecond, long size) {
        long until = SECOND / perSecond * size * 300;
        assertRate(times(limit(0, perSecond), size, until), perSecond, size, until);
    }

    @Test
    void theSmallerOfTwoLimitsHolds() {
        assertEquals(times(limit(10, 0), 512, 5 * SECOND), timesAnew(limit(10, 1 << 30), 512, 5 * SECOND));
        assertEquals(timesAnew(limit(0, 1024), 512, 5 * SECOND), timesAnew(limit(1_000_000, 1024), 512, 5 * SECOND));
    }

    private List<Long> timesAnew(RateLimit limit, long size, long until) {
        hand.set(0);
        return times(limit, size, until);
    }

    @Test
    void whatIsNotUsedIsKeptForATenthOfASecond() {
        RateLimit limit = limit(100, 0);
        assertEquals(10, times(limit, 1, 1).size());
        hand.set(3600 * SECOND);
        assertEquals(10, times(limit, 1, hand.nanos() + 1).size());
    }

    @Test
    void aLargeRequestIsDoneAndThoseAfterItWait() {
        RateLimit limit = limit(0, 1 << 20);
        assertTrue(limit.allows());
        limit.spend(10 << 20);
        assertFalse(limit.allows());
        hand.goOn();
        assertTrue(limit.allows());
        assertTrue(hand.nanos() >= 99 * SECOND / 10 && hand.nanos() <= 10 * SECOND, hand.nanos() + " ns");
    }

    /** As a guest can make them, by zeros for all of a large disk. */
    @Test
    void debtsOfCenturiesAreWaitedFor() {
        RateLimit limit = limit(0, 1);
        hand.set(5 * SECOND);
        assertTrue(limit.allows());
        limit.spend(Long.MAX_VALUE);
        assertFalse(limit.allows());
        assertTrue(hand.wake() > 100L * 365 * 24 * 3600 * SECOND, hand.wake() + " ns");
    }

    @Test
    void whatWaitsGoesOnByANewLimit() {
        RateLimit limit = limit(0, 1024);
        limit.onRefill(() -> {});
        assertTrue(limit.allows());
        limit.spend(1 << 20);
        assertFalse(limit.allows());
        long slow = hand.wake();
        limit.change(0, 1 << 20);
        assertEquals(hand.nanos(), hand.wake(), "it looks at once");
        assertFalse(limit.allows(), "what is owed is owed still");
        assertTrue(hand.wake() <= SECOND && slow > 100 * SECOND, hand.wake() + " ns, " + slow + " ns before");
        limit.change(0, 0);
        assertTrue(limit.allows());
    }

    @Test
    void aLimitComesAndGoes() {
        RateLimit limit = limit(0, 0);
        for (int i = 0; i < 1000; i++) {
            assertTrue(limit.allows());
            limit.spend(1 << 20);
        }
        assertFalse(hand.isAwaited());
        limit.change(10, 0);
        assertEquals(1 + 20, times(limit, 1 << 20, 2 * SECOND + 1).size());
        limit.change(0, 0);
        assertTrue(limit.allows());
        limit.change(100, 0);
        List<Long> more = times(limit, 1, 4 * SECOND);
        assertRate(more.stream().map(time -> time - 2 * SECOND).toList(), 100, 1, 2 * SECOND);
    }

    @Test
    void theActionOfTheLastDriverRuns() {
        List<String> woken = new ArrayList<>();
        RateLimit limit = limit(1, 0);
        limit.onRefill(() -> woken.add("first"));
        limit.spend(1);
        assertFalse(limit.allows());
        limit.onRefill(() -> woken.add("second"));
        assertFalse(limit.allows());
        hand.fire();
        assertEquals(List.of("second"), woken);
    }

    /** A machine that is restored may be at an earlier time. */
    @Test
    void timeThatGoesBackGivesNothing() {
        RateLimit limit = limit(10, 0);
        hand.set(100 * SECOND);
        assertEquals(1, times(limit, 1, hand.nanos() + 1).size());
        hand.set(50 * SECOND);
        assertFalse(limit.allows());
        assertEquals(50 * SECOND + SECOND / 10, hand.wake());
        hand.goOn();
        assertTrue(limit.allows());
    }

    @Test
    void whatHasNoLimitAtAllIsNotChanged() {
        RateLimit none = RateLimit.none();
        none.spend(Long.MAX_VALUE);
        assertTrue(none.allows());
        assertThrows(IllegalStateException.class, () -> none.change(1, 1));
    }
}
