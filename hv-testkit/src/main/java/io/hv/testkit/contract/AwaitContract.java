package io.hv.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.Domain;
import io.hv.DomainState;
import io.hv.DomainStatus;
import io.hv.Feature;
import io.hv.OperationTimeoutException;
import io.hv.StateReason;
import org.junit.jupiter.api.Test;

/** Waiting for states. */
@Contract
public class AwaitContract {

    /** For JUnit, which creates it. */
    public AwaitContract() {}

    /** What is so already is not waited for. */
    @Test
    public void alreadyThere(Bench bench) {
        Domain domain = bench.defined();
        DomainStatus off = DomainStatus.of(DomainState.SHUTOFF, StateReason.DEFINED);
        assertEquals(off, domain.awaitState(DomainState.SHUTOFF, bench.patience()));
        assertEquals(off, domain.awaitEnd(bench.patience()));
        domain.start();
        assertEquals(
                DomainStatus.of(DomainState.RUNNING, StateReason.BOOTED),
                domain.awaitState(DomainState.RUNNING, bench.patience()));
    }

    /** What comes later wakes who waits for it. */
    @Test
    public void woken(Bench bench) throws Exception {
        Domain domain = bench.running();
        Call<DomainStatus> end = bench.async(() -> domain.awaitEnd(bench.patience()));
        Call<DomainStatus> off = bench.async(() -> domain.awaitState(DomainState.SHUTOFF, bench.patience()));
        domain.destroy();
        DomainStatus destroyed = DomainStatus.of(DomainState.SHUTOFF, StateReason.DESTROYED);
        assertEquals(destroyed, end.get(bench.patience(), "awaitEnd"));
        assertEquals(destroyed, off.get(bench.patience(), "awaitState"));
    }

    /** A state that passed quickly, while somebody waited for it, counts. */
    @Test
    public void passingState(Bench bench) throws Exception {
        bench.needs(Feature.SUSPEND);
        Domain domain = bench.running();
        Call<DomainStatus> paused = bench.async(() -> domain.awaitState(DomainState.PAUSED, bench.patience()));
        paused.untilItWaits();
        domain.suspend();
        domain.resume();
        assertEquals(
                DomainState.PAUSED,
                paused.get(bench.patience(), "awaitState(PAUSED)").state());
    }

    /** The time-out says which domain, and what its state is instead. */
    @Test
    public void timeout(Bench bench) {
        Domain domain = bench.running();
        OperationTimeoutException late = assertThrows(
                OperationTimeoutException.class, () -> domain.awaitState(DomainState.CRASHED, bench.blink()));
        assertTrue(late.evidence().contains("RUNNING"), late::evidence);
        assertTrue(String.valueOf(late.getMessage()).contains(domain.name()), late.getMessage());
        OperationTimeoutException alive =
                assertThrows(OperationTimeoutException.class, () -> domain.awaitEnd(bench.blink()));
        assertTrue(alive.evidence().contains("RUNNING"), alive::evidence);
        assertEquals(DomainState.RUNNING, domain.state(), "waiting changes nothing");
    }
}
