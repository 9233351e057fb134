package io.hv.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.AlreadyExistsException;
import io.hv.ClosedException;
import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.DomainState;
import io.hv.Feature;
import io.hv.Host;
import io.hv.HypervisorException;
import io.hv.InvalidStateException;
import io.hv.NotFoundException;
import io.hv.OperationTimeoutException;
import io.hv.UnsupportedFeatureException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Every error is of the class that its meaning has, names what it is about, and says what to do. */
@Contract
public class ErrorContract {

    private record Bad(String title, Class<? extends HypervisorException> type, String subject, Executable call) {}

    /** A type that no backend has. */
    private interface Stranger {}

    /** For JUnit, which creates it. */
    public ErrorContract() {}

    /** The errors of domains. */
    @Test
    public void ofDomains(Bench bench) {
        Domain off = bench.defined();
        Domain on = bench.running();
        Domain gone = bench.defined();
        gone.undefine();
        List<Bad> calls = new ArrayList<>();
        calls.add(new Bad("second start", InvalidStateException.class, on.name(), on::start));
        calls.add(new Bad("destroy of what is off", InvalidStateException.class, off.name(), off::destroy));
        calls.add(new Bad("undefine while running", InvalidStateException.class, on.name(), on::undefine));
        calls.add(new Bad("start of what is undefined", NotFoundException.class, gone.name(), gone::start));
        calls.add(new Bad("status of what is undefined", NotFoundException.class, gone.name(), gone::status));
        calls.add(new Bad(
                "as(Domain) of what is undefined", NotFoundException.class, gone.name(), () -> gone.as(Domain.class)));
        calls.add(new Bad("second undefine", NotFoundException.class, gone.name(), gone::undefine));
        calls.add(new Bad(
                "waiting too short",
                OperationTimeoutException.class,
                on.name(),
                () -> on.awaitState(DomainState.CRASHED, bench.blink())));
        calls.add(new Bad(
                "as another backend's", UnsupportedFeatureException.class, on.name(), () -> on.as(Stranger.class)));
        check(calls);
    }

    /** The errors of hosts. */
    @Test
    public void ofHosts(Bench bench) {
        bench.needs(Feature.DEFINE);
        DomainSpec first = bench.idle().edit(b -> b.uuid(UUID.randomUUID()));
        bench.define(first);
        DomainSpec sameName = bench.idle().edit(b -> b.name(first.name()));
        DomainSpec sameUuid = bench.idle().edit(b -> b.uuid(first.uuid().orElseThrow()));
        UUID absent = UUID.randomUUID();
        Host closed = bench.open();
        closed.close();
        String uri = bench.host().uri().toString();
        check(List.of(
                new Bad("a name twice", AlreadyExistsException.class, first.name(), () -> bench.define(sameName)),
                new Bad(
                        "a UUID twice",
                        AlreadyExistsException.class,
                        first.uuid().orElseThrow().toString(),
                        () -> bench.define(sameUuid)),
                new Bad(
                        "no such name",
                        NotFoundException.class,
                        "absent",
                        () -> bench.host().domain("absent")),
                new Bad(
                        "no such UUID",
                        NotFoundException.class,
                        absent.toString(),
                        () -> bench.host().domain(absent)),
                new Bad("used after close", ClosedException.class, uri, closed::domains),
                new Bad(
                        "as another backend's",
                        UnsupportedFeatureException.class,
                        uri,
                        () -> bench.host().as(Stranger.class))));
    }

    private static void check(List<Bad> calls) {
        assertAll(calls.stream().map(bad -> () -> {
            HypervisorException thrown = assertThrows(HypervisorException.class, bad.call(), bad.title());
            assertEquals(bad.type(), thrown.getClass(), () -> bad.title() + " threw " + thrown);
            String message = String.valueOf(thrown.getMessage());
            assertTrue(
                    message.contains(bad.subject()),
                    () -> bad.title() + " does not name '" + bad.subject() + "': " + message);
            assertFalse(thrown.remedy().isBlank(), () -> bad.title() + " says nothing of what to do: " + message);
            assertTrue(message.contains(thrown.remedy()), () -> bad.title() + " hides what to do: " + message);
        }));
    }
}
