package io.hv.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.ClosedException;
import io.hv.Domain;
import io.hv.DomainStatistics;
import io.hv.Feature;
import io.hv.Host;
import io.hv.InvalidStateException;
import io.hv.NotFoundException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What machines use. */
@Contract
public class StatisticsContract {

    private static final Duration MORE_THAN_A_START = Duration.ofSeconds(2);
    /** The same where nothing but a play is started. */
    private static final Duration MORE_THAN_A_PLAYED_START = Duration.ofMillis(100);

    /** For JUnit, which creates it. */
    public StatisticsContract() {}

    private static void notMore(Duration most, Duration time) {
        assertTrue(time.compareTo(most) <= 0, () -> "worked for " + time + " within " + most);
    }

    /** There are some while it is active, paused or not, and none else. */
    @Test
    public void whileActive(Bench bench) {
        bench.needs(Feature.STATISTICS, Feature.SUSPEND);
        Domain domain = bench.defined();
        Told.of(assertThrows(InvalidStateException.class, domain::statistics), domain.name());
        domain.start();
        assertEquals(domain.spec().memory(), domain.statistics().memory());
        domain.suspend();
        assertEquals(domain.spec().memory(), domain.statistics().memory());
        domain.destroy();
        Told.of(assertThrows(InvalidStateException.class, domain::statistics), domain.name());
    }

    /** Processors work for it, never less than before, and not longer than there was time for. */
    @Test
    public void grows(Bench bench) {
        bench.needs(Feature.STATISTICS);
        Domain domain = bench.defined();
        Instant before = Instant.now();
        domain.start();
        DomainStatistics last = domain.statistics();
        for (int i = 0; i < 20 || last.cpuTime().isZero(); i++) {
            assertTrue(Instant.now().isBefore(before.plus(bench.patience())), "nobody works for it");
            DomainStatistics next = domain.statistics();
            Duration earlier = last.cpuTime();
            assertTrue(next.cpuTime().compareTo(earlier) >= 0, () -> earlier + ", then " + next);
            last = next;
        }
        notMore(most(before), domain.statistics().cpuTime());
    }

    /** A run begins anew: what an earlier one has used is not its own. */
    @Test
    public void ofThisRun(Bench bench) {
        bench.needs(Feature.STATISTICS);
        Domain domain = bench.running();
        boolean plays = !bench.backend().claims().contains(Feature.GUEST_CODE);
        Duration much = plays ? MORE_THAN_A_PLAYED_START : MORE_THAN_A_START;
        Duration used = usedUntilItSleeps(bench, domain, much);
        domain.destroy();
        Instant before = Instant.now();
        domain.start();
        Duration next = domain.statistics().cpuTime();
        notMore(most(before), next);
        if (used.compareTo(much) >= 0) {
            assertTrue(next.compareTo(used) < 0, () -> used + " in the first run, and then " + next);
        }
    }

    private static Duration usedUntilItSleeps(Bench bench, Domain domain, Duration much) {
        Duration used = Duration.ZERO;
        Instant grown = Instant.now();
        while (used.compareTo(much) < 0 && Instant.now().isBefore(grown.plus(bench.blink()))) {
            Duration now = domain.statistics().cpuTime();
            if (now.compareTo(used) > 0) {
                used = now;
                grown = Instant.now();
            }
        }
        return used;
    }

    private static Duration most(Instant since) {
        return Duration.between(since, Instant.now()).multipliedBy(processors()).plusMillis(20);
    }

    private static int processors() {
        return Runtime.getRuntime().availableProcessors();
    }

    /** A domain that is gone has none, nor has one of a closed host. */
    @Test
    public void afterTheEnd(Bench bench) {
        bench.needs(Feature.STATISTICS);
        Domain domain = bench.running();
        Host second = bench.open();
        Domain ofSecond = second.domain(domain.uuid());
        second.close();
        assertThrows(ClosedException.class, ofSecond::statistics);
        domain.destroy();
        domain.undefine();
        assertThrows(NotFoundException.class, domain::statistics);
    }
}
