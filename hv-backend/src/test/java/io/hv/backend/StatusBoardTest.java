package io.hv.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hv.DomainState;
import io.hv.DomainStatus;
import io.hv.OperationTimeoutException;
import io.hv.StateReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StatusBoardTest {

    private static final DomainStatus OFF = DomainStatus.of(DomainState.SHUTOFF, StateReason.DEFINED);
    private static final DomainStatus ON = DomainStatus.of(DomainState.RUNNING, StateReason.BOOTED);

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
        board.whenever(status -> status.equals(ON), seen::add);
        board.post(ON, () -> {});
        board.post(OFF, () -> {});
        board.post(ON, () -> {});
        assertEquals(List.of(ON), seen);
    }

    @Test
    void awaitReturnsAtOnceOrWhenItComes() throws Exception {
        assertEquals(OFF, board.await("off", status -> status.equals(OFF), Duration.ZERO));
        CompletableFuture<DomainStatus> on = CompletableFuture.supplyAsync(
                () -> board.await("on", status -> status.equals(ON), Duration.ofSeconds(30)));
        board.post(ON, () -> {});
        assertEquals(ON, on.get(30, TimeUnit.SECONDS));
    }

    @Test
    void aTimeOutShowsTheStatus() {
        OperationTimeoutException e = assertThrows(
                OperationTimeoutException.class,
                () -> board.await("on", status -> status.equals(ON), Duration.ofMillis(1)));
        assertEquals("SHUTOFF (DEFINED)", e.evidence());
    }
}
