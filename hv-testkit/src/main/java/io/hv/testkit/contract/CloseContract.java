package io.hv.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.ClosedException;
import io.hv.Console.From;
import io.hv.ConsoleSession;
import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.DomainState;
import io.hv.Events;
import io.hv.Feature;
import io.hv.Host;
import io.hv.InvalidStateException;
import io.hv.LifecycleEvent;
import io.hv.TransientDomain;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Closing, using what is closed, several handles on one host, and several threads at one domain. */
@Contract
public class CloseContract {

    private static final int THREADS = 8;

    /** For JUnit, which creates it. */
    public CloseContract() {}

    /** Closing twice is closing once. */
    @Test
    public void twice(Bench bench) {
        Host host = bench.open();
        Host other = bench.open();
        host.close();
        host.close();
        List<Domain> seen = assertDoesNotThrow(other::domains, "a second close must not close another handle");
        assertEquals(seen, bench.open().domains());
    }

    /** A closed host does nothing more, and says so. */
    @Test
    public void hostUsedAfter(Bench bench) {
        DomainSpec spec = bench.idle();
        Host host = bench.open();
        bench.host();
        host.close();
        Map<String, Executable> calls = new LinkedHashMap<>();
        calls.put("check", () -> host.check(spec));
        calls.put("as(its own type)", () -> host.as(host.getClass()));
        calls.put("as(Host)", () -> host.as(Host.class));
        calls.put("domains", host::domains);
        calls.put("findDomain(name)", () -> host.findDomain("x"));
        calls.put("findDomain(uuid)", () -> host.findDomain(UUID.randomUUID()));
        if (bench.backend().claims().contains(Feature.DEFINE)) {
            calls.put("define", () -> host.define(spec));
        }
        if (bench.backend().claims().contains(Feature.TRANSIENT)) {
            calls.put("create", () -> host.create(spec));
        }
        if (bench.backend().claims().contains(Feature.EVENTS)) {
            calls.put("events", host::events);
        }
        calls.forEach((name, call) -> assertThrows(ClosedException.class, call, name));
        assertFalse(bench.host().findDomain(spec.name()).isPresent(), "nothing was made");
        assertFalse(host.uri().toString().isEmpty(), "it still knows what it was");
    }

    /** A domain of a closed host does nothing more, and says so. */
    @Test
    public void domainUsedAfter(Bench bench) {
        Domain kept = bench.defined();
        Host host = bench.open();
        Domain domain = host.domain(kept.uuid());
        host.close();
        Map<String, Executable> calls = new LinkedHashMap<>();
        calls.put("status", domain::status);
        calls.put("state", domain::state);
        calls.put("spec", domain::spec);
        calls.put("isPersistent", domain::isPersistent);
        calls.put("crash", domain::crash);
        calls.put("start", domain::start);
        calls.put("as(its own type)", () -> domain.as(domain.getClass()));
        calls.put("as(Domain)", () -> domain.as(Domain.class));
        calls.put("awaitEnd", () -> domain.awaitEnd(bench.patience()));
        calls.put("awaitState", () -> domain.awaitState(DomainState.SHUTOFF, bench.patience()));
        calls.forEach((name, call) -> assertThrows(ClosedException.class, call, name));
        assertEquals(kept.name(), domain.name(), "it still knows what it was");
        assertEquals(kept.uuid(), domain.uuid());
        assertEquals(DomainState.SHUTOFF, kept.state());
    }

    /** The events of a closed host cannot be subscribed to. */
    @Test
    public void eventsUsedAfter(Bench bench) {
        bench.needs(Feature.EVENTS);
        Host host = bench.open();
        Events events = host.events();
        host.close();
        assertThrows(ClosedException.class, () -> events.on(LifecycleEvent.class, event -> {}));
    }

    /** A closed console session is closed; its console goes on. */
    @Test
    public void sessionUsedAfter(Bench bench) {
        bench.needs(Feature.CONSOLE);
        Domain domain = bench.running();
        ConsoleSession session = domain.console().open(From.START);
        session.close();
        session.close();
        assertThrows(ClosedException.class, session::readAvailable);
        assertThrows(ClosedException.class, () -> session.send("x"));
        assertThrows(ClosedException.class, () -> session.expect("x", bench.blink()));
        try (ConsoleSession next = domain.console().open(From.START)) {
            assertEquals(0, next.lost());
        }
    }

    /** Two handles of one URI see the same domains; closing one leaves the other working, and what runs running. */
    @Test
    public void twoHandles(Bench bench) {
        Domain mine = bench.running();
        Host other = bench.open();
        Domain theirs = other.domain(mine.name());
        assertEquals(mine.uuid(), theirs.uuid());
        assertEquals(mine, theirs);
        assertEquals(mine.hashCode(), theirs.hashCode());
        assertEquals(DomainState.RUNNING, theirs.state());
        bench.host().close();
        assertEquals(DomainState.RUNNING, theirs.state());
        theirs.destroy();
        assertEquals(DomainState.SHUTOFF, theirs.state());
    }

    /** A handle takes the transient domains with it that were made through it, and no others. */
    @Test
    public void transientsEndWithTheirHandle(Bench bench) {
        TransientDomain mine = bench.created();
        Host other = bench.open();
        TransientDomain theirs = other.create(bench.idle());
        other.close();
        assertFalse(bench.host().findDomain(theirs.uuid()).isPresent(), "made through the closed handle");
        assertTrue(bench.host().findDomain(mine.uuid()).isPresent(), "made through another handle");
        assertEquals(DomainState.RUNNING, mine.state());
        mine.close();
    }

    /** After the last close nothing runs any more in this process, unless the backend's domains outlive it. */
    @Test
    public void lastClose(Bench bench) {
        Domain domain = bench.running();
        bench.host().close();
        Host again = bench.open();
        if (bench.backend().claims().contains(Feature.OUTLIVES_PROCESS)) {
            assertEquals(DomainState.RUNNING, again.domain(domain.uuid()).state());
        } else {
            assertFalse(
                    again.findDomain(domain.uuid())
                            .filter(left -> left.state().isActive())
                            .isPresent(),
                    "still running after the last close");
        }
    }

    /** Of threads that start a domain at once, exactly one succeeds, and it runs. */
    @Test
    public void concurrentStarts(Bench bench) throws Exception {
        Domain domain = bench.defined();
        for (int round = 0; round < 10; round++) {
            CyclicBarrier together = new CyclicBarrier(THREADS);
            List<Call<Boolean>> starts = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                starts.add(bench.async(() -> {
                    together.await();
                    try {
                        domain.start();
                        return true;
                    } catch (InvalidStateException late) {
                        return false;
                    }
                }));
            }
            int winners = 0;
            for (Call<Boolean> start : starts) {
                winners += start.get(bench.patience(), "one of the starts") ? 1 : 0;
            }
            assertEquals(1, winners, "threads that have started it");
            assertEquals(DomainState.RUNNING, domain.state());
            domain.destroy();
        }
    }

    /** Of threads that define one name at once, exactly one succeeds. */
    @Test
    public void concurrentDefines(Bench bench) throws Exception {
        bench.needs(Feature.DEFINE);
        DomainSpec spec = bench.idle();
        Host host = bench.host();
        CyclicBarrier together = new CyclicBarrier(THREADS);
        List<Call<Boolean>> defines = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            defines.add(bench.async(() -> {
                together.await();
                try {
                    host.define(spec);
                    return true;
                } catch (io.hv.AlreadyExistsException late) {
                    return false;
                }
            }));
        }
        int winners = 0;
        for (Call<Boolean> define : defines) {
            winners += define.get(bench.patience(), "one of the definitions") ? 1 : 0;
        }
        assertEquals(1, winners, "threads that have defined it");
    }
}
