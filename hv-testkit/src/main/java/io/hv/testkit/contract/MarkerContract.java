package io.hv.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.ClosedException;
import io.hv.Domain;
import io.hv.Feature;
import io.hv.Host;
import io.hv.InvalidStateException;
import io.hv.OperationTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a guest says by its marker port. */
@Contract
public class MarkerContract {

    /** For JUnit, which creates it. */
    public MarkerContract() {}

    private static Call<Boolean> waiting(Bench bench, Domain domain) {
        Call<Boolean> wait = bench.async(() -> {
            domain.awaitMarker(GuestKind.MARK, bench.patience().multipliedBy(2));
            return true;
        });
        wait.untilItWaits();
        return wait;
    }

    /** A mark is seen, however long ago in this run it was made. */
    @Test
    public void isSeenAndStaysSeen(Bench bench) {
        bench.needs(Feature.MARKER);
        Domain domain = bench.running(GuestKind.MARKER);
        domain.awaitMarker(GuestKind.MARK, bench.patience());
        domain.awaitMarker(GuestKind.MARK, Duration.ZERO);
    }

    /** A mark that does not come is a time-out, which tells what was there instead. */
    @Test
    public void timesOut(Bench bench) {
        bench.needs(Feature.MARKER);
        Domain domain = bench.running();
        OperationTimeoutException late =
                assertThrows(OperationTimeoutException.class, () -> domain.awaitMarker(GuestKind.MARK, bench.blink()));
        assertTrue(String.valueOf(late.getMessage()).contains(domain.name()), late.getMessage());
        assertFalse(late.evidence().isBlank());
    }

    /** Who waits is told of the end at once. */
    @Test
    public void endsWithTheDomain(Bench bench) {
        bench.needs(Feature.MARKER);
        Domain domain = bench.running();
        Call<Boolean> wait = waiting(bench, domain);
        domain.destroy();
        assertThrows(InvalidStateException.class, () -> wait.get(bench.patience(), "the end of the wait"));
        assertThrows(
                InvalidStateException.class,
                () -> domain.awaitMarker(GuestKind.MARK, bench.patience()),
                "what is off marks nothing");
    }

    /** Who waits is told when the host is closed. */
    @Test
    public void endsWithTheHost(Bench bench) {
        bench.needs(Feature.MARKER);
        Domain running = bench.running();
        Host other = bench.open();
        Domain domain = other.domain(running.uuid());
        Call<Boolean> wait = waiting(bench, domain);
        other.close();
        assertThrows(ClosedException.class, () -> wait.get(bench.patience(), "the end of the wait"));
    }

    /** A mark is a byte. */
    @Test
    public void isAByte(Bench bench) {
        bench.needs(Feature.MARKER);
        Domain domain = bench.running();
        assertThrows(IllegalArgumentException.class, () -> domain.awaitMarker(-1, bench.blink()));
        assertThrows(IllegalArgumentException.class, () -> domain.awaitMarker(256, bench.blink()));
    }
}
