package io.hv.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.DomainState;
import io.hv.DomainStatus;
import io.hv.Feature;
import io.hv.Host;
import io.hv.HostFailureException;
import io.hv.InvalidStateException;
import io.hv.SpecFault;
import io.hv.StartFlag;
import io.hv.StateReason;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A backend stops a machine for reasons of its own, and lets it go. */
@Timeout(60)
class HoldTest {

    private static final DomainStatus GOES_ON = DomainStatus.of(DomainState.RUNNING, StateReason.RESUMED);

    private final List<String> asked = new ArrayList<>();
    private final List<MachineListener> listeners = new ArrayList<>();
    private @Nullable RuntimeException onResume;
    private final Host host = new EmbeddedHosts("toy").open(URI.create("toy:///hold"), Factory::new);
    private final Domain domain = host.define(DomainSpec.named("web").build());

    /** Machines that note what they are asked. */
    private final class Factory implements MachineFactory {

        @Override
        public FeatureTable features() {
            return FeatureTable.of("toy", Set.of(Feature.DEFINE, Feature.SUSPEND, Feature.START_PAUSED));
        }

        @Override
        public List<SpecFault> check(DomainSpec spec) {
            return List.of();
        }

        @Override
        public Machine create(DomainSpec spec, UUID uuid, ConsoleBuffer console, MachineListener listener) {
            listeners.add(listener);
            return new Machine() {
                @Override
                public void resume() {
                    asked.add("resume");
                    if (onResume != null) {
                        throw onResume;
                    }
                }

                @Override
                public void suspend() {
                    asked.add("suspend");
                }

                @Override
                public void reset() {}

                @Override
                public void requestShutdown() {}

                @Override
                public void close() {}
            };
        }

        @Override
        public void close() {}
    }

    @AfterEach
    void close() {
        host.close();
    }

    private Hold hold(StateReason reason) {
        return listeners.get(listeners.size() - 1).hold(reason);
    }

    private static DomainStatus paused(StateReason reason) {
        return DomainStatus.of(DomainState.PAUSED, reason);
    }

    @Test
    void aRunningMachineStandsStillUntilTheLastLetsGo() {
        domain.start();
        Hold debugger = hold(StateReason.DEBUGGER);
        assertEquals(paused(StateReason.DEBUGGER), domain.status());
        Hold dump = hold(StateReason.DUMPING);
        assertEquals(paused(StateReason.DUMPING), domain.status());
        InvalidStateException e = assertThrows(InvalidStateException.class, domain::resume);
        assertTrue(String.valueOf(e.getMessage()).contains("DUMPING"), e.toString());
        debugger.close();
        assertEquals(paused(StateReason.DUMPING), domain.status());
        dump.close();
        dump.close();
        assertEquals(GOES_ON, domain.status());
        assertEquals(List.of("resume", "suspend", "resume"), asked);
    }

    @Test
    void aSuspendedMachineIsLeftSuspended() {
        domain.start();
        domain.suspend();
        hold(StateReason.DUMPING).close();
        assertEquals(paused(StateReason.SUSPENDED), domain.status());
        assertEquals(List.of("resume", "suspend"), asked);
    }

    @Test
    void aDebuggerLetsAMachineRunThatHasNotRunYet() {
        domain.start(StartFlag.PAUSED);
        Hold debugger = hold(StateReason.DEBUGGER);
        Hold dump = hold(StateReason.DUMPING);
        debugger.resume();
        assertEquals(paused(StateReason.DUMPING), domain.status());
        dump.close();
        assertEquals(GOES_ON, domain.status());
        assertEquals(List.of("resume"), asked);
    }

    @Test
    void aMachineThatCannotGoOnStaysPaused() {
        domain.start();
        Hold debugger = hold(StateReason.DEBUGGER);
        onResume = new HostFailureException("no", "", "resume", 0, null);
        assertThrows(HostFailureException.class, debugger::resume);
        assertEquals(paused(StateReason.SUSPENDED), domain.status());
        onResume = null;
        domain.resume();
        assertEquals(GOES_ON, domain.status());
    }

    @Test
    void aMachineThatIsGoneCannotBeHeldAndIsNotLetGo() {
        domain.start();
        MachineListener first = listeners.get(0);
        Hold debugger = first.hold(StateReason.DEBUGGER);
        domain.destroy();
        assertThrows(InvalidStateException.class, () -> first.hold(StateReason.DEBUGGER));
        domain.start(StartFlag.PAUSED);
        debugger.resume();
        assertEquals(paused(StateReason.STARTED_PAUSED), domain.status());
        domain.resume();
        assertEquals(GOES_ON, domain.status());
    }
}
