package io.hv.mem.mutant;

import io.hv.AlreadyExistsException;
import io.hv.ClosedException;
import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.DomainState;
import io.hv.DomainStatus;
import io.hv.Feature;
import io.hv.Host;
import io.hv.InvalidSpecException;
import io.hv.InvalidStateException;
import io.hv.SpecFault;
import io.hv.StateReason;
import io.hv.Support;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Bugs of hosts: defining, looking up, closing. */
final class HostBugs {

    private HostBugs() {}

    static Bug closeDoesNothing() {
        return call -> call.is(Host.class, "close") ? null : call.proceed();
    }

    static Bug secondCloseThrows() {
        Set<Host> closed = ConcurrentHashMap.newKeySet();
        return call -> {
            if (call.is(Host.class, "close") && !closed.add(call.on(Host.class))) {
                throw new InvalidStateException("it is closed already", "close it once");
            }
            return call.proceed();
        };
    }

    static Bug closedHostListsNothing() {
        return call -> {
            try {
                return call.proceed();
            } catch (ClosedException e) {
                if (call.is(Host.class, "domains")) {
                    return List.of();
                }
                throw e;
            }
        };
    }

    static Bug closedDomainIsShutOff() {
        return call -> {
            try {
                return call.proceed();
            } catch (ClosedException e) {
                if (call.is(Domain.class, "status")) {
                    return DomainStatus.of(DomainState.SHUTOFF, StateReason.UNKNOWN);
                }
                throw e;
            }
        };
    }

    /** Every world has a handle that nobody closes. */
    static Bug leakedHandle() {
        Set<String> held = ConcurrentHashMap.newKeySet();
        return call -> {
            if (call.target() instanceof Host host && held.add(host.uri().toString())) {
                Host.open(host.uri().toString());
            }
            return call.proceed();
        };
    }

    /** Transient domains are made through a handle of the library's own. */
    static Bug transientsOutliveTheirHandle() {
        return call -> call.is(Host.class, "create")
                ? call.method()
                        .invoke(
                                Host.open(call.on(Host.class).uri().toString()),
                                call.arguments().toArray())
                : call.proceed();
    }

    static Bug undefineKeepsTheName() {
        Set<String> kept = ConcurrentHashMap.newKeySet();
        return call -> {
            if (call.is(Domain.class, "undefine")) {
                Object result = call.proceed();
                kept.add(call.on(Domain.class).name());
                return result;
            }
            if (call.defines() && kept.contains(call.spec().name())) {
                throw new AlreadyExistsException("it was there once", "choose another name");
            }
            return call.proceed();
        };
    }

    static Bug asciiNamesOnly() {
        return call -> {
            if (call.defines()) {
                DomainSpec spec = call.spec();
                if (!spec.name().chars().allMatch(c -> c < 128)) {
                    throw new InvalidSpecException(
                            "a domain", List.of(SpecFault.of("name", spec.name(), "not ASCII", "use ASCII")));
                }
            }
            return call.proceed();
        };
    }

    static Bug longNamesCut() {
        return call -> {
            if (!call.defines()) {
                return call.proceed();
            }
            DomainSpec spec = call.spec();
            String name = spec.name();
            return call.proceed(spec.edit(b -> b.name(name.substring(
                    0, name.offsetByCodePoints(0, Math.min(64, name.codePointCount(0, name.length())))))));
        };
    }

    static Bug caseIgnored() {
        return call -> {
            if (call.defines()) {
                String name = call.spec().name().toLowerCase(Locale.ROOT);
                for (Domain domain : call.on(Host.class).domains()) {
                    if (domain.name().toLowerCase(Locale.ROOT).equals(name)) {
                        throw new AlreadyExistsException("'" + name + "' is there", "choose another name");
                    }
                }
            }
            return call.proceed();
        };
    }

    static Bug uuidCollisionAccepted() {
        return call -> {
            if (call.defines()) {
                DomainSpec spec = call.spec();
                if (spec.uuid()
                        .flatMap(uuid -> call.on(Host.class).findDomain(uuid))
                        .isPresent()) {
                    return call.proceed(spec.edit(b -> b.uuid(UUID.randomUUID())));
                }
            }
            return call.proceed();
        };
    }

    static Bug uuidIgnored() {
        return call -> call.defines() ? call.proceed(call.spec().edit(b -> b.uuid(UUID.randomUUID()))) : call.proceed();
    }

    static Bug failedDefineLeavesRemains() {
        return call -> {
            try {
                return call.proceed();
            } catch (AlreadyExistsException e) {
                if (!(call.argument(0) instanceof DomainSpec spec)) {
                    throw e;
                }
                if (call.on(Host.class).findDomain(spec.name()).isEmpty()) {
                    call.on(Host.class).define(spec.edit(b -> b.uuid(UUID.randomUUID())));
                }
                throw e;
            }
        };
    }

    static Bug checkFindsNothing() {
        return call -> call.is(Host.class, "check") ? List.of() : call.proceed();
    }

    static Bug onlyFirstFault() {
        return call -> {
            try {
                return call.proceed();
            } catch (InvalidSpecException e) {
                throw new InvalidSpecException("a domain", e.faults().subList(0, 1));
            }
        };
    }

    static Bug listUnsorted() {
        return call -> {
            if (!call.is(Host.class, "domains")) {
                return call.proceed();
            }
            List<Domain> reversed = new ArrayList<>(call.on(Host.class).domains());
            Collections.reverse(reversed);
            return reversed;
        };
    }

    static Bug listLacksWhatIsOff() {
        return call -> call.is(Host.class, "domains")
                ? call.on(Host.class).domains().stream()
                        .filter(domain -> domain.state().isActive())
                        .toList()
                : call.proceed();
    }

    static Bug notFoundByUuid() {
        return call -> call.is(Host.class, "findDomain") && call.argument(0) instanceof UUID
                ? java.util.Optional.empty()
                : call.proceed();
    }

    static Bug equalityByHandle() {
        return call -> call.is(Domain.class, "equals") ? call.target() == call.argument(0) : call.proceed();
    }

    /** Works, but the host says that it does not. */
    static Bug hidden(Feature feature) {
        return call -> {
            if (call.is(Host.class, "features")) {
                Set<Feature> fewer = new HashSet<>(call.on(Host.class).features());
                fewer.remove(feature);
                return fewer;
            }
            if (call.method().getName().equals("supports") && call.argument(0).equals(feature)) {
                return Support.no("it is hidden", "look closer");
            }
            return call.proceed();
        };
    }

    static Bug featureNotListed() {
        return call -> {
            if (call.is(Host.class, "features")) {
                Set<Feature> fewer = new HashSet<>(call.on(Host.class).features());
                fewer.remove(Feature.CONSOLE);
                return fewer;
            }
            return call.proceed();
        };
    }
}
