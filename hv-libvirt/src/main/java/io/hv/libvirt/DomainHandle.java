package io.hv.libvirt;

import io.hv.Console;
import io.hv.CrashReport;
import io.hv.DomainSpec;
import io.hv.DomainState;
import io.hv.DomainStatus;
import io.hv.Feature;
import io.hv.Host;
import io.hv.HostFailureException;
import io.hv.HypervisorException;
import io.hv.InvalidStateException;
import io.hv.Job;
import io.hv.LifecycleEvent;
import io.hv.NotFoundException;
import io.hv.OperationTimeoutException;
import io.hv.StartFlag;
import io.hv.Support;
import io.hv.UnsupportedFeatureException;
import io.hv.backend.DefaultJob;
import io.hv.backend.SpecCheck;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A domain by its UUID, through one handle of its host; every call looks it up anew. */
class DomainHandle implements LibvirtDomain {

    private static final Set<DomainState> OFF = EnumSet.of(DomainState.SHUTOFF, DomainState.CRASHED);
    private static final Set<DomainState> ACTIVE = EnumSet.complementOf(EnumSet.copyOf(OFF));
    private static final Set<DomainState> RUNNING = EnumSet.of(DomainState.RUNNING);
    private static final Set<DomainState> PAUSED = EnumSet.of(DomainState.PAUSED);

    private static final CrashReport CRASH =
            CrashReport.of(CrashReport.Cause.UNKNOWN, "the guest crashed; libvirt tells no more", "", new byte[0]);

    private final HostHandle host;
    private final String name;
    private final UUID uuid;

    DomainHandle(HostHandle host, DomainRef ref) {
        this.host = host;
        this.name = ref.name();
        this.uuid = ref.uuid();
    }

    /** What is asked of a domain that was found. */
    private interface Question<T> {
        T of(DomainRef ref) throws LibvirtFailure;
    }

    /** A change of a domain that was found. */
    private interface Change {
        void of(DomainRef ref) throws LibvirtFailure;
    }

    private <T> T ask(String what, Question<T> question) {
        try (DomainRef ref = find(host.shared())) {
            return question.of(ref);
        } catch (LibvirtFailure e) {
            throw e.translated(what + " of '" + name + "'");
        }
    }

    /** Throws where the host is closed or does not know the domain any more. */
    void requireKnown() {
        ask("look-up", DomainRef::uuid);
    }

    private DomainRef find(SharedConnection shared) throws LibvirtFailure {
        return shared.connection()
                .find(uuid)
                .orElseThrow(() ->
                        new NotFoundException(this + " is not on " + shared.uri() + " any more", "define it again"));
    }

    /**
     * A transition: looked at and done under a lock, so that one of several threads is too late, whatever libvirt makes of
     * a second request.
     */
    private void change(
            SharedConnection shared, String verb, Set<Feature> needs, Set<DomainState> legal, Change change) {
        changeLocked(shared.domain(uuid, verb + " of '" + name + "'"), shared, verb, needs, legal, change);
    }

    private void changeLocked(
            ReentrantLock lock,
            SharedConnection shared,
            String verb,
            Set<Feature> needs,
            Set<DomainState> legal,
            Change change) {
        try (DomainRef ref = find(shared)) {
            needs.forEach(feature -> shared.driver().features().require(toString(), feature));
            requireState(ref, verb, legal);
            try {
                change.of(ref);
            } catch (LibvirtFailure e) {
                // Another client may have been faster: then the state is the reason.
                requireState(ref, verb, legal);
                throw e;
            }
        } catch (LibvirtFailure e) {
            throw e.translated(verb + " of '" + name + "'");
        } finally {
            lock.unlock();
            shared.settle();
        }
    }

    private void requireState(DomainRef ref, String verb, Set<DomainState> legal) throws LibvirtFailure {
        DomainStatus status = ref.status();
        if (!legal.contains(status.state())) {
            throw new InvalidStateException(
                    verb + " is not possible: " + this + " is " + status,
                    "it is possible when the domain is "
                            + legal.stream().map(DomainState::name).collect(Collectors.joining(" or ")));
        }
    }

    @Override
    public Host host() {
        return host;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public UUID uuid() {
        return uuid;
    }

    @Override
    public boolean isPersistent() {
        return ask("look-up", DomainRef::isPersistent);
    }

    @Override
    public DomainSpec spec() {
        String xml = definitionXml();
        try {
            return DomainXmlReader.read(xml);
        } catch (IllegalArgumentException e) {
            throw new HostFailureException(
                    "the definition of '" + name + "' is not as hv expects it: " + e.getMessage(),
                    "look at it: as(LibvirtDomain.class).definitionXml()",
                    "virDomainGetXMLDesc",
                    0,
                    e);
        }
    }

    @Override
    public String xml() {
        return ask("XML", ref -> ref.xml(0));
    }

    @Override
    public String definitionXml() {
        return ask("XML", ref -> ref.xml(LibvirtCalls.XML_INACTIVE));
    }

    @Override
    public DomainStatus status() {
        return ask("status", DomainRef::status);
    }

    @Override
    public Support supports(Feature feature) {
        return ask("look-up", ref -> host.supports(feature));
    }

    @Override
    public void start(StartFlag... flags) {
        boolean paused = Set.of(flags).contains(StartFlag.PAUSED);
        change(
                host.shared(),
                "start",
                paused ? Set.of(Feature.START_PAUSED) : Set.of(),
                OFF,
                ref -> ref.start(paused ? LibvirtCalls.START_PAUSED : 0));
    }

    @Override
    public void suspend() {
        change(host.shared(), "suspend", Set.of(Feature.SUSPEND), RUNNING, DomainRef::suspend);
    }

    @Override
    public void resume() {
        change(host.shared(), "resume", Set.of(Feature.SUSPEND), PAUSED, DomainRef::resume);
    }

    @Override
    public void reset() {
        change(host.shared(), "reset", Set.of(Feature.RESET), RUNNING, DomainRef::reset);
    }

    @Override
    public void destroy() {
        change(host.shared(), "destroy", Set.of(), ACTIVE, DomainRef::destroy);
    }

    /** Also while the host is being closed, and by a thread that was interrupted. */
    final void destroyToClose() {
        SharedConnection shared = host.sharedWhileClosing();
        changeLocked(shared.domainToClose(uuid), shared, "destroy", Set.of(), ACTIVE, DomainRef::destroy);
    }

    @Override
    public void undefine() {
        change(host.shared(), "undefine", Set.of(), OFF, DomainRef::undefine);
    }

    @Override
    public Job<DomainState> shutdown() {
        SharedConnection shared = host.shared();
        Watch end =
                shared.feed().watch(host, uuid, event -> !event.status().state().isActive());
        DefaultJob<DomainState> job = new DefaultJob<>("shutdown of '" + name + "'", shared.workers(), cancelled -> {
            end.close();
            cancelled.cancelled();
        });
        job.stage("waiting for the guest");
        try {
            change(shared, "shutdown", Set.of(Feature.SHUTDOWN), RUNNING, DomainRef::shutdown);
        } catch (HypervisorException e) {
            end.close();
            throw e;
        }
        end.whenDone(event -> job.complete(event.status().state()), job::fail);
        return job;
    }

    @Override
    public Optional<CrashReport> crash() {
        return status().state() == DomainState.CRASHED ? Optional.of(CRASH) : Optional.empty();
    }

    @Override
    public Console console() {
        throw ask(
                "console",
                ref -> new UnsupportedFeatureException(toString(), Feature.CONSOLE, host.supports(Feature.CONSOLE)));
    }

    @Override
    public DomainStatus awaitState(DomainState state, Duration timeout) {
        return await("'" + name + "' to be " + state, status -> status.state() == state, timeout);
    }

    @Override
    public DomainStatus awaitEnd(Duration timeout) {
        return await("the end of '" + name + "'", status -> !status.state().isActive(), timeout);
    }

    private DomainStatus await(String what, Predicate<DomainStatus> fits, Duration timeout) {
        try (Watch watch = host.shared().feed().watch(host, uuid, event -> fits.test(event.status()))) {
            DomainStatus now = status();
            if (fits.test(now)) {
                return now;
            }
            return watch.await("waiting for " + what, timeout)
                    .map(LifecycleEvent::status)
                    .orElseThrow(() -> new OperationTimeoutException(
                            "waited " + timeout + " for " + what,
                            "see what the domain does, or wait longer",
                            status().toString()));
        }
    }

    @Override
    public <T> T as(Class<T> type) {
        requireKnown();
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw SpecCheck.notOfType(toString(), type, Driver.BACKEND);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DomainHandle that
                && uuid.equals(that.uuid)
                && host.uri().equals(that.host.uri());
    }

    @Override
    public int hashCode() {
        return uuid.hashCode();
    }

    @Override
    public String toString() {
        return "the domain '" + name + "'";
    }
}
