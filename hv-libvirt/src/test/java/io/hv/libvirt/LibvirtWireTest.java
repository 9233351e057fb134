package io.hv.libvirt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.AgentException;
import io.hv.AgentUnavailableException;
import io.hv.ClosedException;
import io.hv.HostFailureException;
import io.hv.HypervisorException;
import io.hv.InvalidSpecException;
import io.hv.InvalidStateException;
import io.hv.OperationTimeoutException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.libvirt.Error.ErrorNumber;

/** What libvirt says of an agent is understood, whatever words it is in, and nothing is sent that is better not. */
@Timeout(60)
class LibvirtWireTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String COMMAND = "{\"execute\":\"guest-ping\"}";
    private static final String ANSWER = "{\"return\":{}}";
    private static final int FROM_QEMU = 10;
    private static final int FROM_RPC = 7;

    /** libvirt, as it is told to be. */
    private static final class FakePort implements AgentPort {
        private final Queue<Exception> failures = new ArrayDeque<>();
        private final List<Long> waits = new ArrayList<>();
        private HypervisorException look = new InvalidStateException("it is not looked at", "");
        private boolean isLookedAt;
        private boolean isClosed;
        private boolean isOutOfStep;

        @Override
        public String send(String command, long nanos) throws LibvirtFailure, TimeoutException {
            waits.add(nanos);
            if (isOutOfStep) {
                throw failure(ErrorNumber.VIR_ERR_AGENT_UNSYNCED, "guest agent returned ID: 1 instead of 2");
            }
            Exception next = failures.poll();
            if (next instanceof LibvirtFailure failure) {
                throw failure;
            }
            if (next instanceof TimeoutException late) {
                throw late;
            }
            return ANSWER;
        }

        @Override
        public boolean isClosed() {
            if (!isLookedAt) {
                throw look;
            }
            return isClosed;
        }

        void closed(boolean is) {
            isLookedAt = true;
            isClosed = is;
        }
    }

    private final FakePort port = new FakePort();
    private final LibvirtWire wire = new LibvirtWire("the domain 'web'", port);

    private static int code(ErrorNumber number) {
        return List.of(ErrorNumber.values()).indexOf(number);
    }

    private static LibvirtFailure failure(ErrorNumber number, String text) {
        return failure(code(number), text, FROM_QEMU);
    }

    private static LibvirtFailure failure(int code, String text, int domain) {
        return new LibvirtFailure(DomainAgentPort.FUNCTION, text, code, domain);
    }

    private HypervisorException asked(LibvirtFailure failure) {
        port.failures.add(failure);
        HypervisorException e = assertThrows(HypervisorException.class, () -> wire.ask(COMMAND, LONG));
        assertSame(failure, e.getCause());
        assertTrue(String.valueOf(e.getMessage()).contains("'web'"), e::getMessage);
        return e;
    }

    private Optional<String> told(Exception failure) {
        port.failures.add(failure);
        return wire.tell(COMMAND, LONG);
    }

    // ---- what is sent

    @Test
    void aCommandThatIsTooLongIsNotSent() {
        String most = "x".repeat(LibvirtWire.LONGEST_COMMAND);
        assertEquals(ANSWER, wire.ask(most, LONG));
        InvalidSpecException e = assertThrows(InvalidSpecException.class, () -> wire.ask(most + "x", LONG));
        assertTrue(String.valueOf(e.getMessage()).contains("200001 bytes"), e::getMessage);
        assertTrue(String.valueOf(e.getMessage()).contains("at most 200000"), e::getMessage);
        assertThrows(InvalidSpecException.class, () -> wire.tell(most + "x", LONG));
        String twice = "\u00e4".repeat(LibvirtWire.LONGEST_COMMAND / 2 + 1);
        assertThrows(InvalidSpecException.class, () -> wire.ask(twice, LONG));
        assertEquals(1, port.waits.size());
    }

    @Test
    void anAgentOutOfStepIsAskedAgainAfterAWhile() {
        LibvirtFailure outOfStep = failure(ErrorNumber.VIR_ERR_AGENT_UNSYNCED, "out of step");
        port.failures.addAll(List.of(outOfStep, outOfStep, outOfStep));
        long start = System.nanoTime();
        assertEquals(ANSWER, wire.ask(COMMAND, LONG));
        assertTrue(System.nanoTime() - start >= TimeUnit.MILLISECONDS.toNanos(5 + 7 + 11), "there were pauses");
        assertEquals(4, port.waits.size());
    }

    @Test
    void anAgentThatStaysOutOfStepIsAskedInTimeOnly() {
        port.isOutOfStep = true;
        OperationTimeoutException late =
                assertThrows(OperationTimeoutException.class, () -> wire.ask(COMMAND, Duration.ofMillis(300)));
        assertTrue(late.evidence().contains("returned ID"), late::evidence);
        assertTrue(port.waits.stream().allMatch(wait -> wait > 0), port.waits::toString);
        // 5 ms, and each pause half as long again as the one before.
        assertTrue(port.waits.size() <= 10, port.waits::toString);
        assertThrows(OperationTimeoutException.class, () -> wire.tell(COMMAND, Duration.ofMillis(1)));
    }

    @Test
    void nothingIsSentWithoutTimeForIt() {
        assertThrows(OperationTimeoutException.class, () -> wire.ask(COMMAND, Duration.ZERO));
        assertThrows(OperationTimeoutException.class, () -> wire.tell(COMMAND, Duration.ofSeconds(-1)));
        assertEquals(List.of(), port.waits);
        port.failures.add(new TimeoutException());
        assertThrows(OperationTimeoutException.class, () -> wire.ask(COMMAND, Duration.ofSeconds(Long.MAX_VALUE)));
        assertTrue(port.waits.get(0) <= TimeUnit.DAYS.toNanos(1), port.waits::toString);
    }

    // ---- what is understood

    @Test
    void onlyALongAnswerIsToldOfAsOne() {
        HypervisorException tooLong =
                asked(failure(code(ErrorNumber.VIR_ERR_RPC), "Unable to encode message payload", FROM_RPC));
        assertTrue(tooLong.remedy().contains("4 MiB"), tooLong::remedy);
        HypervisorException broken = asked(failure(code(ErrorNumber.VIR_ERR_RPC), "connection reset", FROM_RPC));
        assertEquals(HostFailureException.class, broken.getClass());
        assertFalse(broken.remedy().contains("4 MiB"), broken::remedy);
    }

    @Test
    void anAgentThatEndsIsToldByHowThingsAre() {
        LibvirtFailure german = failure(ErrorNumber.VIR_ERR_INTERNAL_ERROR, "Dateiende vom Agentensocket");
        port.closed(true);
        assertEquals(AgentUnavailableException.class, asked(german).getClass());
        port.closed(false);
        assertEquals(AgentException.class, asked(german).getClass());
        LibvirtFailure words = failure(ErrorNumber.VIR_ERR_INTERNAL_ERROR, "End of file from agent socket");
        assertEquals(AgentUnavailableException.class, asked(words).getClass());
        port.closed(true);
        HypervisorException daemon =
                asked(failure(code(ErrorNumber.VIR_ERR_INTERNAL_ERROR), "client socket is closed", FROM_RPC));
        assertEquals(HostFailureException.class, daemon.getClass());
    }

    @Test
    void aLookThatFailsHidesNothing() {
        port.look = new HostFailureException("no look", "", "virDomainGetState", 1, null);
        LibvirtFailure refusal = failure(ErrorNumber.VIR_ERR_INTERNAL_ERROR, "No such file or directory");
        AgentException refused = (AgentException) asked(refusal);
        assertEquals("No such file or directory", refused.description());
        assertEquals(List.of(port.look), List.of(refusal.getSuppressed()));
        port.look = new ClosedException("the host is closed", "open it again");
        port.failures.add(refusal);
        assertThrows(ClosedException.class, () -> wire.ask(COMMAND, LONG));
    }

    @Test
    void theRestIsAsItsNumberSays() {
        assertEquals(
                AgentUnavailableException.class,
                asked(failure(ErrorNumber.VIR_ERR_AGENT_UNRESPONSIVE, "x")).getClass());
        assertEquals(
                AgentUnavailableException.class,
                asked(failure(QemuCalls.ERROR_AGENT_COMMAND_TIMEOUT, "x", FROM_QEMU))
                        .getClass());
        assertEquals(
                AgentException.class,
                asked(failure(QemuCalls.ERROR_AGENT_COMMAND_FAILED, "x", FROM_QEMU))
                        .getClass());
        HypervisorException none = asked(failure(ErrorNumber.VIR_ERR_ARGUMENT_UNSUPPORTED, "x"));
        assertEquals(InvalidStateException.class, none.getClass());
        assertTrue(none.remedy().contains("agent()"), none::remedy);
        assertEquals(
                InvalidStateException.class,
                asked(failure(ErrorNumber.VIR_ERR_OPERATION_INVALID, "x")).getClass());
    }

    // ---- obedience

    @Test
    void oneWhoHasTheCommandMayFallSilentOrGo() {
        assertEquals(Optional.of(ANSWER), wire.tell(COMMAND, LONG));
        assertEquals(Optional.empty(), told(new TimeoutException()));
        assertEquals(Optional.empty(), told(failure(QemuCalls.ERROR_AGENT_COMMAND_TIMEOUT, "x", FROM_QEMU)));
        assertEquals(
                Optional.empty(), told(failure(ErrorNumber.VIR_ERR_INTERNAL_ERROR, "End of file from agent socket")));
        port.closed(true);
        assertEquals(
                Optional.empty(),
                told(failure(
                        ErrorNumber.VIR_ERR_AGENT_UNRESPONSIVE, "Guest agent disappeared while executing command")));
    }

    @Test
    void oneWhoDoesNotHaveTheCommandHasNotObeyed() {
        port.closed(false);
        LibvirtFailure silent = failure(ErrorNumber.VIR_ERR_AGENT_UNRESPONSIVE, "Guest agent not available for now");
        assertThrows(AgentUnavailableException.class, () -> told(silent), "it did not get in step");
        port.closed(true);
        LibvirtFailure nobody = failure(ErrorNumber.VIR_ERR_AGENT_UNRESPONSIVE, "QEMU guest agent is not connected");
        assertThrows(AgentUnavailableException.class, () -> told(nobody));
    }

    @ParameterizedTest
    @EnumSource(
            value = ErrorNumber.class,
            names = {"VIR_ERR_OPERATION_INVALID", "VIR_ERR_NO_DOMAIN", "VIR_ERR_ARGUMENT_UNSUPPORTED", "VIR_ERR_RPC"})
    void whatFailsOtherwiseIsNotObedience(ErrorNumber number) {
        port.closed(true);
        assertThrows(HypervisorException.class, () -> told(failure(number, "x")));
    }
}
