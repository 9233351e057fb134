package io.hv.libvirt;

import io.hv.CloneSpec;
import io.hv.Clones;
import io.hv.Definition;
import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.Feature;
import io.hv.HostPath;
import io.hv.InvalidSpecException;
import io.hv.Job;
import io.hv.LifecycleEvent;
import io.hv.SpecFault;
import io.hv.StartFlag;
import io.hv.TransientDomain;
import io.hv.UnsupportedFeatureException;
import io.hv.backend.SpecCheck;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The domains of a host, through one handle of it: how they are found, and made. */
final class HostDomains {

    private final HostHandle host;

    HostDomains(HostHandle host) {
        this.host = host;
    }

    // ---- what it takes

    List<SpecFault> check(DomainSpec spec) {
        SharedConnection shared = host.shared();
        List<SpecFault> faults =
                new ArrayList<>(SpecCheck.faults(spec, shared.driver().features(), PoolHandle.FORMATS));
        faults.addAll(DomainXmlWriter.check(spec));
        @Nullable String type = shared.guestType(spec).orElse(null);
        if (shared.guestTypes().types().isEmpty()) {
            faults.add(SpecFault.of(
                    "domain", spec.name(), "the host runs no machines with virtual hardware", "install QEMU there"));
        } else if (type == null) {
            faults.add(SpecFault.of(
                    "options.acceleration",
                    spec.options(LibvirtOptions.class).map(Object::toString).orElse(""),
                    "the host has only domains of the types "
                            + shared.guestTypes().types(),
                    "leave the choice to hv: LibvirtOptions.Acceleration.BEST"));
        } else if (spec.vcpus() > shared.maxVcpus(type)) {
            faults.add(SpecFault.of(
                    "vcpus",
                    Integer.toString(spec.vcpus()),
                    "the host gives a machine " + shared.maxVcpus(type) + " at most",
                    "ask for fewer"));
        }
        return List.copyOf(faults);
    }

    /** libvirt honours all that its XML can say; only what is in words of hv's own means nothing to it. */
    List<SpecFault> check(Definition definition) {
        host.shared().driver().features().require(host.toString(), Feature.DOCUMENTS);
        return check(definition.toSpec()).stream()
                .filter(fault -> fault.path().startsWith("boot"))
                .toList();
    }

    private void requireNone(List<SpecFault> faults, DomainSpec spec) {
        if (!faults.isEmpty()) {
            throw new InvalidSpecException("domain '" + spec.name() + "' on " + host.uri(), faults);
        }
    }

    // ---- how they are made

    Domain define(DomainSpec spec) {
        return make(Feature.DEFINE, "define", LifecycleEvent.Type.DEFINED, spec, this::defined);
    }

    Domain define(Definition definition) {
        List<SpecFault> faults = check(definition);
        DomainSpec spec = definition.toSpec();
        requireNone(faults, spec);
        UUID uuid = spec.uuid().orElseGet(UUID::randomUUID);
        String xml = Documents.identified(definition, uuid);
        return make("define", LifecycleEvent.Type.DEFINED, spec.name(), uuid, xml, this::defined);
    }

    private Domain defined(SharedConnection shared, UUID uuid, String xml) throws LibvirtFailure {
        try (DomainRef made = shared.domains().define(xml)) {
            return new DomainHandle(host, made);
        }
    }

    /** By libvirt's XML, as it is; libvirt changes a domain of its name and UUID, where there is one. */
    Domain defineXml(String xml) {
        SharedConnection shared = host.shared();
        try (DomainRef made = shared.domains().define(xml)) {
            return new DomainHandle(host, made);
        } catch (LibvirtFailure e) {
            throw e.translated("define of XML on " + host.uri());
        } finally {
            shared.settle();
        }
    }

    TransientDomain create(DomainSpec spec, StartFlag... flags) {
        boolean paused = Set.of(flags).contains(StartFlag.PAUSED);
        if (paused) {
            host.shared().driver().features().require(host.toString(), Feature.START_PAUSED);
        }
        return host.owned(make(
                Feature.TRANSIENT,
                "create",
                LifecycleEvent.Type.STARTED,
                spec,
                (shared, uuid, xml) -> created(shared, uuid, xml, paused)));
    }

    private TransientHandle created(SharedConnection shared, UUID uuid, String xml, boolean paused)
            throws LibvirtFailure {
        TransientEnd end = new TransientEnd(shared.feed(), host, uuid);
        try (DomainRef made = shared.startup().create(uuid, xml, paused)) {
            return new TransientHandle(host, made, DomainXmlReader.read(xml), end);
        } catch (LibvirtFailure | RuntimeException e) {
            end.close();
            throw e;
        }
    }

    /** Lets one go on from a file. */
    Job<Domain> restore(HostPath file) {
        host.shared().driver().features().require(host.toString(), Feature.SAVE);
        return Restoring.start(host, file);
    }

    /** Refuses to: libvirt lets a file go on as what it was, and once at a time. */
    Job<Clones> restore(HostPath template, CloneSpec spec) {
        host.shared().driver().features().require(host.toString(), Feature.SAVE);
        throw new UnsupportedFeatureException(host.toString(), Feature.CLONE_LIVE, host.supports(Feature.CLONE_LIVE));
    }

    /** One of the ways of making a domain. */
    private interface Maker<D> {
        D make(SharedConnection shared, UUID uuid, String xml) throws LibvirtFailure;
    }

    private <D> D make(Feature feature, String verb, LifecycleEvent.Type told, DomainSpec spec, Maker<D> maker) {
        SharedConnection shared = host.shared();
        shared.driver().features().require(host.toString(), feature);
        requireNone(check(spec), spec);
        UUID uuid = spec.uuid().orElseGet(UUID::randomUUID);
        String xml = DomainXmlWriter.write(
                spec,
                uuid,
                shared.guestType(spec).orElseThrow(),
                shared.guestTypes().architecture());
        return make(verb, told, spec.name(), uuid, xml, maker);
    }

    /** Makes a domain where there is none of its name and UUID; libvirt itself would change that one, or start it. */
    private <D> D make(String verb, LifecycleEvent.Type told, String name, UUID uuid, String xml, Maker<D> maker) {
        SharedConnection shared = host.sharedWhileClosing();
        String what = verb + " of '" + name + "'";
        ReentrantLock lock = shared.names(what);
        try (Echo echo = shared.echo(uuid, told)) {
            shared.domains().requireFree(name, uuid);
            try {
                D made = maker.make(shared, uuid, xml);
                echo.await();
                return made;
            } catch (LibvirtFailure e) {
                // Another client may have been faster.
                shared.domains().requireFree(name, uuid);
                throw e;
            }
        } catch (LibvirtFailure e) {
            throw e.translated(what);
        } finally {
            lock.unlock();
            shared.settle();
        }
    }

    // ---- how they are found

    /** In the order of their names. */
    List<Domain> list() {
        List<Domain> domains = new ArrayList<>();
        try {
            for (DomainRef ref : host.shared().domains().list(0)) {
                try (ref) {
                    domains.add(new DomainHandle(host, ref));
                }
            }
        } catch (LibvirtFailure e) {
            throw e.translated("list of domains on " + host.uri());
        }
        domains.sort(Comparator.comparing(Domain::name));
        return List.copyOf(domains);
    }

    Optional<Domain> find(String name) {
        try (DomainRef ref = host.shared().domains().find(name).orElse(null)) {
            return Optional.ofNullable(ref).map(found -> new DomainHandle(host, found));
        } catch (LibvirtFailure e) {
            throw e.translated("look-up of '" + name + "' on " + host.uri());
        }
    }

    Optional<Domain> find(UUID uuid) {
        try (DomainRef ref = host.shared().domains().find(uuid).orElse(null)) {
            return Optional.ofNullable(ref).map(found -> new DomainHandle(host, found));
        } catch (LibvirtFailure e) {
            throw e.translated("look-up of " + uuid + " on " + host.uri());
        }
    }
}
