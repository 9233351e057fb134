package io.hv.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hv.DomainState;
import io.hv.DomainStatus;
import io.hv.HypervisorException;
import io.hv.NotFoundException;
import io.hv.OperationTimeoutException;
import io.hv.StateReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StatusBoardTest {

    private static final DomainStatus OFF = DomainStatus.of(DomainState.SHUTOFF, StateReason.DEFINED);
    private static final DomainStatus ON = DomainStatus.of(DomainState.RUNNING, StateReason.BOOTED);

    private final NotFoundException reason = new NotFoundException("gone", "");

    private final List<HypervisorException> failures = new ArrayList<>();
    private final StatusBoard board = new StatusBoard(OFF);

    @Test
    void theStatusIsVisibleBeforeItIsPublished() {
        List<DomainStatus> seen = new ArrayList<>();
        board.post(ON, () -> seen.add(board.now()));
        assertEquals(List.of(ON), seen);
    }

    @Test
    void whoeverWaitsSeesAStatusThatStoodForAMomentOnly() throws Exception {
        List<DomainStatus> seen = new ArrayList<>();
        board.whenever(this, status -> status.equals(ON), seen::add, failures::add);
        board.post(ON, () -> {});
        board.post(OFF, () -> {});
        board.post(ON, () -> {});
        assertEquals(List.of(ON), seen);
        assertEquals(List.of(), failures);
    }

    @Test
    void whoeverForgotIsNotCalled() {
        List<DomainStatus> seen = new ArrayList<>();
        board.whenever(this, status -> status.equals(ON), seen::add, failures::add)
                .run();
        board.post(ON, () -> {});
        board.close(() -> reason);
        assertEquals(List.of(), seen);
        assertEquals(List.of(), failures);
    }

    @Test
    void anAbandonedOwnerIsToldAndNobodyElse() {
        List<DomainStatus> seen = new ArrayList<>();
        board.whenever("me", status -> status.equals(ON), seen::add, failures::add);
        board.whenever("you", status -> status.equals(ON), seen::add, failures::add);
        board.abandon("me", () -> reason);
        assertEquals(List.of(reason), failures);
        board.post(ON, () -> {});
        assertEquals(List.of(ON), seen);
        assertEquals(List.of(reason), failures);
    }

    @Test
    void anAbandonedWaitThrowsOnTheThreadThatWaits() throws Exception {
        CountDownLatch waits = new CountDownLatch(1);
        FutureTask<DomainStatus> on = new FutureTask<>(
                () -> board.await(this, waits::countDown, "on", status -> status.equals(ON), Duration.ofSeconds(30)));
        Thread thread = new Thread(on, "waits");
        thread.start();
        waits.await();
        board.abandon(this, () -> new NotFoundException(Thread.currentThread().getName(), ""));
        ExecutionException e = assertThrows(ExecutionException.class, () -> on.get(30, TimeUnit.SECONDS));
        assertEquals(
                "waits", assertInstanceOf(NotFoundException.class, e.getCause()).getMessage());
    }

    @Test
    void aWaitThatComesTooLateIsStoppedByItsCheck() {
        assertThrows(
                NotFoundException.class,
                () -> board.await(
                        this,
                        () -> {
                            throw reason;
                        },
                        "on",
                        status -> status.equals(ON),
                        Duration.ofSeconds(30)));
    }

    @Test
    void aClosedBoardStillTellsItsLastStatus() {
        board.close(() -> reason);
        assertEquals(OFF, board.await(this, () -> {}, "off", status -> status.equals(OFF), Duration.ZERO));
        assertThrows(
                NotFoundException.class,
                () -> board.await(this, () -> {}, "on", status -> status.equals(ON), Duration.ofSeconds(30)));
    }

    @Test
    void awaitReturnsAtOnceOrWhenItComes() throws Exception {
        assertEquals(OFF, board.await(this, () -> {}, "off", status -> status.equals(OFF), Duration.ZERO));
        CompletableFuture<DomainStatus> on = CompletableFuture.supplyAsync(
                () -> board.await(this, () -> {}, "on", status -> status.equals(ON), Duration.ofSeconds(30)));
        board.post(ON, () -> {});
        assertEquals(ON, on.get(30, TimeUnit.SECONDS));
    }

    @Test
    void aTimeOutShowsTheStatus() {
        OperationTimeoutException e = assertThrows(
                OperationTimeoutException.class,
                () -> board.await(this, () -> {}, "on", status -> status.equals(ON), Duration.ofMillis(1)));
        assertEquals("SHUTOFF (DEFINED)", e.evidence());
    }
}
