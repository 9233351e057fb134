package io.hv.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.ClosedException;
import io.hv.Domain;
import io.hv.DomainState;
import io.hv.DomainStatus;
import io.hv.Feature;
import io.hv.Host;
import io.hv.Job;
import io.hv.NotFoundException;
import io.hv.OperationTimeoutException;
import io.hv.StateReason;
import io.hv.TransientDomain;
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

    /** Closing its host's handle wakes who waits through it, and nobody else. */
    @Test
    public void hostClosed(Bench bench) throws Exception {
        Domain mine = bench.running();
        Host host = bench.open();
        Domain theirs = host.domain(mine.uuid());
        Call<DomainStatus> stays = bench.async(() -> mine.awaitEnd(bench.patience()));
        Call<DomainStatus> state = bench.async(() -> theirs.awaitState(DomainState.CRASHED, bench.patience()));
        Call<DomainStatus> end = bench.async(() -> theirs.awaitEnd(bench.patience()));
        stays.untilItWaits();
        state.untilItWaits();
        end.untilItWaits();
        host.close();
        assertThrows(ClosedException.class, () -> state.get(bench.patience(), "awaitState of a closed host"));
        assertThrows(ClosedException.class, () -> end.get(bench.patience(), "awaitEnd of a closed host"));
        assertFalse(stays.isDone(), "another handle's wait goes on");
        mine.destroy();
        assertEquals(
                StateReason.DESTROYED, stays.get(bench.patience(), "awaitEnd").reason());
    }

    /** Closing its host's handle ends the job of a shutdown, though the guest runs on. */
    @Test
    public void hostClosedDuringShutdown(Bench bench) {
        bench.needs(Feature.SHUTDOWN);
        Domain mine = bench.running(GuestKind.DEAF);
        Host host = bench.open();
        Job<DomainState> stays = mine.shutdown();
        Job<DomainState> job = host.domain(mine.uuid()).shutdown();
        host.close();
        assertThrows(ClosedException.class, () -> job.await(bench.patience()));
        assertTrue(job.isDone());
        assertFalse(stays.isDone(), "another handle's job goes on");
        assertEquals(DomainState.RUNNING, mine.state());
    }

    /** Undefining wakes who waits for what cannot come any more. */
    @Test
    public void undefined(Bench bench) throws Exception {
        Domain domain = bench.defined();
        Call<DomainStatus> running = bench.async(() -> domain.awaitState(DomainState.RUNNING, bench.patience()));
        running.untilItWaits();
        domain.undefine();
        NotFoundException gone = assertThrows(
                NotFoundException.class, () -> running.get(bench.patience(), "awaitState of what is undefined"));
        assertTrue(String.valueOf(gone.getMessage()).contains(domain.name()), gone.getMessage());
    }

    /** The end of a transient domain wakes who waits for something else. */
    @Test
    public void gone(Bench bench) throws Exception {
        TransientDomain domain = bench.created();
        Domain found = bench.host().domain(domain.uuid());
        Call<DomainStatus> crash = bench.async(() -> found.awaitState(DomainState.CRASHED, bench.patience()));
        Call<DomainStatus> end = bench.async(() -> found.awaitEnd(bench.patience()));
        crash.untilItWaits();
        end.untilItWaits();
        domain.destroy();
        assertThrows(NotFoundException.class, () -> crash.get(bench.patience(), "awaitState of what is gone"));
        assertEquals(
                StateReason.DESTROYED, end.get(bench.patience(), "awaitEnd").reason());
    }
}
