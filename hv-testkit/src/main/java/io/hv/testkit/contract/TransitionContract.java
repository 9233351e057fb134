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
import io.hv.HypervisorException;
import io.hv.InvalidStateException;
import io.hv.NotFoundException;
import io.hv.StartFlag;
import io.hv.StateReason;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every transition from every state: those that {@link Domain} names happen, all others are refused and change nothing. */
@Contract
public class TransitionContract {

    private static final String UNDEFINE = "undefine";

    /** For JUnit, which creates it. */
    public TransitionContract() {}

    /** Where a domain can be when something is asked of it. */
    public enum From {
        /** Defined, not running. */
        SHUTOFF,
        /** Running. */
        RUNNING,
        /** Suspended. */
        PAUSED,
        /** Not running, after a crash. */
        CRASHED,
        /** Undefined. */
        UNDEFINED,
        /** Running, its host closed. */
        CLOSED
    }

    /**
     * What can be asked of a domain, where it is legal, and what comes of it.
     *
     * @param title its name
     * @param feature what the backend must claim
     * @param call asks it
     * @param state the state that it leads to, where this contract looks at it
     * @param reason the reason for that state, where it is a new one
     * @param legal where it is legal
     */
    public record Operation(
            String title,
            Feature feature,
            Consumer<Domain> call,
            Optional<DomainState> state,
            Optional<StateReason> reason,
            Set<From> legal) {}

    private static final List<Operation> OPERATIONS = List.of(
            new Operation(
                    "start",
                    Feature.DEFINE,
                    Domain::start,
                    Optional.of(DomainState.RUNNING),
                    Optional.of(StateReason.BOOTED),
                    Set.of(From.SHUTOFF, From.CRASHED)),
            new Operation(
                    "suspend",
                    Feature.SUSPEND,
                    Domain::suspend,
                    Optional.of(DomainState.PAUSED),
                    Optional.of(StateReason.SUSPENDED),
                    Set.of(From.RUNNING)),
            new Operation(
                    "resume",
                    Feature.SUSPEND,
                    Domain::resume,
                    Optional.of(DomainState.RUNNING),
                    Optional.of(StateReason.RESUMED),
                    Set.of(From.PAUSED)),
            // What comes of a shutdown is for ShutdownContract.
            new Operation(
                    "shutdown",
                    Feature.SHUTDOWN,
                    Domain::shutdown,
                    Optional.empty(),
                    Optional.empty(),
                    Set.of(From.RUNNING)),
            new Operation(
                    "reset",
                    Feature.RESET,
                    Domain::reset,
                    Optional.of(DomainState.RUNNING),
                    Optional.empty(),
                    Set.of(From.RUNNING)),
            new Operation(
                    "destroy",
                    Feature.DEFINE,
                    Domain::destroy,
                    Optional.of(DomainState.SHUTOFF),
                    Optional.of(StateReason.DESTROYED),
                    Set.of(From.RUNNING, From.PAUSED)),
            new Operation(
                    UNDEFINE,
                    Feature.DEFINE,
                    Domain::undefine,
                    Optional.empty(),
                    Optional.empty(),
                    Set.of(From.SHUTOFF, From.CRASHED)));

    /** One field of the table. */
    public record Case(Operation operation, From from) {
        @Override
        public String toString() {
            return operation.title() + " of " + from;
        }
    }

    /** The whole table. */
    public static Stream<Case> table() {
        return OPERATIONS.stream()
                .flatMap(operation -> Arrays.stream(From.values()).map(from -> new Case(operation, from)));
    }

    /** The verdict of the Javadoc of {@link Domain}. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("table")
    public void verdict(Case field, Bench bench) {
        bench.needs(Feature.DEFINE, field.operation().feature());
        Domain domain = bring(bench, field.from());
        if (field.operation().legal().contains(field.from())) {
            allowed(domain, field, bench.patience());
        } else {
            refused(domain, field);
        }
    }

    private static void allowed(Domain domain, Case field, Duration patience) {
        Operation operation = field.operation();
        operation.call().accept(domain);
        if (field.from() == From.CRASHED && domainRunsAgain(operation)) {
            // It was started, and its guest crashes again: perhaps already.
            domain.awaitState(DomainState.CRASHED, patience);
            return;
        }
        if (operation.title().equals(UNDEFINE)) {
            assertThrows(NotFoundException.class, domain::status);
            return;
        }
        operation.state().ifPresent(state -> assertEquals(state, domain.state()));
        operation
                .reason()
                .ifPresent(reason -> assertEquals(reason, domain.status().reason()));
        assertEquals(Optional.empty(), domain.crash(), "a domain that has not crashed since it was started");
    }

    private static boolean domainRunsAgain(Operation operation) {
        return operation.state().filter(DomainState.RUNNING::equals).isPresent();
    }

    private static void refused(Domain domain, Case field) {
        switch (field.from()) {
            case UNDEFINED -> refusedWith(NotFoundException.class, domain, field);
            case CLOSED -> refusedWith(ClosedException.class, domain, field);
            default -> {
                DomainStatus before = domain.status();
                refusedWith(InvalidStateException.class, domain, field);
                assertEquals(before, domain.status(), "a refused call changes nothing");
            }
        }
    }

    private static void refusedWith(Class<? extends HypervisorException> type, Domain domain, Case field) {
        HypervisorException refused = assertThrows(
                HypervisorException.class, () -> field.operation().call().accept(domain), field::toString);
        assertEquals(type, refused.getClass(), refused::toString);
        String subject = field.from() == From.CLOSED ? domain.host().uri().toString() : domain.name();
        assertTrue(String.valueOf(refused.getMessage()).contains(subject), refused.getMessage());
        assertFalse(refused.remedy().isBlank(), () -> "without a remedy: " + refused);
    }

    private static Domain bring(Bench bench, From from) {
        switch (from) {
            case SHUTOFF -> {
                return bench.defined();
            }
            case RUNNING -> {
                return bench.running();
            }
            case PAUSED -> {
                bench.needs(Feature.SUSPEND);
                Domain domain = bench.running();
                domain.suspend();
                return domain;
            }
            case CRASHED -> {
                Domain domain = bench.running(GuestKind.CRASHER);
                domain.awaitState(DomainState.CRASHED, bench.patience());
                return domain;
            }
            case UNDEFINED -> {
                Domain domain = bench.defined();
                domain.undefine();
                return domain;
            }
            default -> {
                Domain domain = bench.running();
                bench.open();
                bench.host().close();
                return domain;
            }
        }
    }

    /** Started paused, it stands still until it is resumed. */
    @Test
    public void startPaused(Bench bench) {
        bench.needs(Feature.START_PAUSED, Feature.SUSPEND);
        Domain domain = bench.defined();
        domain.start(StartFlag.PAUSED);
        assertEquals(DomainStatus.of(DomainState.PAUSED, StateReason.STARTED_PAUSED), domain.status());
        domain.resume();
        assertEquals(DomainStatus.of(DomainState.RUNNING, StateReason.RESUMED), domain.status());
    }

    /** It can be started again and again. */
    @Test
    public void startAgain(Bench bench) {
        Domain domain = bench.defined();
        for (int i = 0; i < 3; i++) {
            domain.start();
            assertEquals(DomainState.RUNNING, domain.state());
            domain.destroy();
            assertEquals(DomainStatus.of(DomainState.SHUTOFF, StateReason.DESTROYED), domain.status());
        }
    }

    /** After a crash it says so, and the next start forgets it. */
    @Test
    public void crash(Bench bench) {
        Domain domain = bench.running(GuestKind.CRASHER);
        assertEquals(
                DomainStatus.of(DomainState.CRASHED, StateReason.CRASHED),
                domain.awaitState(DomainState.CRASHED, bench.patience()));
        assertEquals(DomainState.CRASHED, domain.state());
        if (bench.backend().claims().contains(Feature.CRASH_REPORT)) {
            assertFalse(domain.crash().orElseThrow().message().isBlank());
        }
        domain.undefine();
        assertThrows(NotFoundException.class, domain::crash);
    }
}
