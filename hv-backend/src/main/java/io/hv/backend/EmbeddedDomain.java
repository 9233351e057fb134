package io.hv.backend;

import io.hv.Agent;
import io.hv.ClonePlan;
import io.hv.CloneSpec;
import io.hv.Clones;
import io.hv.Console;
import io.hv.CrashReport;
import io.hv.Definition;
import io.hv.Disk;
import io.hv.DiskSpec;
import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.DomainState;
import io.hv.DomainStatistics;
import io.hv.DomainStatus;
import io.hv.Feature;
import io.hv.Host;
import io.hv.HostPath;
import io.hv.Job;
import io.hv.Nic;
import io.hv.NicSpec;
import io.hv.Origin;
import io.hv.PlugFlag;
import io.hv.SaveSpec;
import io.hv.StartFlag;
import io.hv.Support;
import io.hv.backend.agent.AgentClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A handle on a {@link LiveDomain}, through one handle of its host. */
class EmbeddedDomain implements Domain {

    private final EmbeddedHost host;
    private final LiveDomain live;

    EmbeddedDomain(EmbeddedHost host, LiveDomain live) {
        this.host = host;
        this.live = live;
    }

    /** The domain, if the host is open and knows it. */
    LiveDomain live() {
        host.checkOpen();
        checkKnown(live);
        return live;
    }

    void checkKnown(LiveDomain domain) {
        if (domain.isGone()) {
            throw domain.notFound();
        }
    }

    /** The handle through which it was found. */
    EmbeddedHost embeddedHost() {
        return host;
    }

    /** What the domain's machines come from, if the host is open. */
    MachineFactory factory() {
        return host.world().factory();
    }

    LiveDomain target() {
        return live;
    }

    @Override
    public Host host() {
        return host;
    }

    @Override
    public String name() {
        return live.name();
    }

    @Override
    public UUID uuid() {
        return live.uuid();
    }

    @Override
    public boolean isPersistent() {
        return live().isPersistent();
    }

    @Override
    public DomainSpec spec() {
        return live().spec();
    }

    @Override
    public Definition definition() {
        LiveDomain domain = live();
        factory().features().require(domain.subject(), Feature.DOCUMENTS);
        return domain.definition().document();
    }

    /** The change is not run under a lock, and so again where somebody else was faster. */
    @Override
    public void edit(Consumer<DomainSpec.Builder> change) {
        LiveDomain domain = live();
        factory().features().require(domain.subject(), Feature.EDIT);
        domain.definition().requireEditable();
        boolean done = false;
        while (!done) {
            DomainSpec before = domain.spec();
            DomainSpec after = EmbeddedNic.addressed(before.edit(change));
            SpecCheck.requireSameIdentity(before, after);
            host.requireValid(after);
            done = domain.definition().edit(before, after);
        }
    }

    @Override
    public DomainStatus status() {
        return live().board().now();
    }

    @Override
    public Support supports(Feature feature) {
        live();
        return host.supports(feature);
    }

    @Override
    public void start(StartFlag... flags) {
        live().start(Set.of(flags));
    }

    @Override
    public void suspend() {
        live().suspend();
    }

    @Override
    public void resume() {
        live().resume();
    }

    @Override
    public Job<DomainState> shutdown() {
        LiveDomain domain = live();
        Job<DomainState> job = domain.shutdown(host);
        host.abandonIfClosed(domain);
        return job;
    }

    @Override
    public void reset() {
        live().reset();
    }

    @Override
    public void destroy() {
        live().destroy();
    }

    @Override
    public void undefine() {
        live().undefine();
    }

    @Override
    public Optional<CrashReport> crash() {
        return live().runs().crash();
    }

    @Override
    public Console console() {
        LiveDomain domain = live();
        factory().features().require(domain.subject(), Feature.CONSOLE);
        return domain.console();
    }

    @Override
    public DomainStatistics statistics() {
        LiveDomain domain = live();
        factory().features().require(domain.subject(), Feature.STATISTICS);
        return domain.ask(
                "statistics",
                machine -> DomainStatistics.of(machine.cpuTime(), domain.spec().memory()));
    }

    @Override
    public List<Disk> disks() {
        LiveDomain domain = live();
        factory().features().require(domain.subject(), Feature.DISKS);
        return domain.present().disks().stream()
                .<Disk>map(disk -> new EmbeddedDisk(this, disk))
                .toList();
    }

    @Override
    public List<Nic> nics() {
        LiveDomain domain = live();
        factory().features().require(domain.subject(), Feature.NICS);
        return domain.present().nics().stream()
                .<Nic>map(nic -> new EmbeddedNic(this, nic.mac().orElseThrow()))
                .toList();
    }

    @Override
    public Disk attach(DiskSpec disk, PlugFlag... flags) {
        return Plugging.of(this, flags).attach(disk);
    }

    @Override
    public Nic attach(NicSpec nic, PlugFlag... flags) {
        return Plugging.of(this, flags).attach(nic);
    }

    @Override
    public ClonePlan plan(CloneSpec spec) {
        LiveDomain domain = live();
        factory().features().require(domain.subject(), Feature.CLONE_LIVE);
        return host.cloning().plan(domain, spec);
    }

    @Override
    public Job<Clones> cloneAs(CloneSpec spec) {
        LiveDomain domain = live();
        factory().features().require(domain.subject(), Feature.CLONE_LIVE);
        domain.moments().requirePossible("a clone");
        List<String> unused = spec.names();
        List<NicSpec> unusedNics = spec.nics(domain.present().nics());
        Cloning cloning = host.cloning();
        return Work.start(
                spec + " of '" + name() + "'",
                host.world().workers(),
                progress -> cloning.of(domain, spec, progress),
                Clones::close);
    }

    @Override
    public List<Origin> lineage() {
        return live().definition().lineage();
    }

    @Override
    public Job<HostPath> save(SaveSpec spec) {
        LiveDomain domain = live();
        factory().features().require(domain.subject(), spec.feature());
        domain.moments().requirePossible("save");
        Path path = HostPaths.local(spec.file());
        return Work.start("save of '" + name() + "'", host.world().workers(), progress -> {
            domain.moments().save(path, spec.isDifference(), progress);
            return spec.file();
        });
    }

    @Override
    public DomainStatus awaitState(DomainState state, Duration timeout) {
        return await("'" + name() + "' to be " + state, status -> status.state() == state, timeout);
    }

    @Override
    public void awaitMarker(int value, Duration timeout) {
        LiveDomain domain = live();
        factory().features().require(domain.subject(), Feature.MARKER);
        domain.awaitMarker(host, host::checkOpen, value, timeout);
    }

    @Override
    public Agent agent() {
        LiveDomain domain = live();
        factory().features().require(domain.subject(), Feature.AGENT);
        return new AgentClient(
                domain.subject(),
                new EmbeddedAgentWire(host, this),
                host.world().workers());
    }

    @Override
    public Map<String, String> evidence() {
        LiveDomain domain = live();
        Map<String, String> all = new LinkedHashMap<>(Domain.super.evidence());
        all.putAll(domain.runs().latest().map(EmbeddedDomain::known).orElse(Map.of()));
        return Collections.unmodifiableMap(all);
    }

    /** A report of a failure has to come to its end, whatever has failed. */
    private static Map<String, String> known(Machine machine) {
        try {
            return machine.evidence();
        } catch (RuntimeException e) {
            return Map.of("machine.txt", "not to be had: " + e + "\n");
        }
    }

    @Override
    public DomainStatus awaitEnd(Duration timeout) {
        return await("the end of '" + name() + "'", status -> !status.state().isActive(), timeout);
    }

    private DomainStatus await(String what, Predicate<DomainStatus> fits, Duration timeout) {
        return live().board().await(host, host::checkOpen, what, fits, timeout);
    }

    @Override
    public <T> T as(Class<T> type) {
        LiveDomain domain = live();
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        return factory()
                .domainAs(type, this, domain.runs()::latest)
                .orElseThrow(() -> SpecCheck.notOfType(domain.subject(), type, host.backend()));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EmbeddedDomain that
                && uuid().equals(that.uuid())
                && host.uri().equals(that.host.uri());
    }

    @Override
    public int hashCode() {
        return uuid().hashCode();
    }

    @Override
    public String toString() {
        return "domain '" + name() + "' on " + host.uri();
    }
}
