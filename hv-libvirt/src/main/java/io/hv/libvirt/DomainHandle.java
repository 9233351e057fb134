package io.hv.libvirt;

import io.hv.Agent;
import io.hv.CloneReport;
import io.hv.Console;
import io.hv.ConsoleSession;
import io.hv.CopySpec;
import io.hv.CrashReport;
import io.hv.Definition;
import io.hv.Disk;
import io.hv.DiskSpec;
import io.hv.Display;
import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.DomainState;
import io.hv.DomainStatistics;
import io.hv.DomainStatus;
import io.hv.Feature;
import io.hv.Host;
import io.hv.HostPath;
import io.hv.InvalidStateException;
import io.hv.Job;
import io.hv.MigrationSpec;
import io.hv.Nic;
import io.hv.NicSpec;
import io.hv.PlugFlag;
import io.hv.SaveSpec;
import io.hv.Snapshot;
import io.hv.SnapshotSpec;
import io.hv.StartFlag;
import io.hv.Support;
import io.hv.backend.SpecCheck;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * A domain by its UUID, through one handle of its host; every call looks it up anew. What it is asked by, its transitions
 * and its documents have classes of their own. Safe for any thread.
 */
class DomainHandle implements LibvirtDomain {

    private static final CrashReport CRASH =
            CrashReport.of(CrashReport.Cause.UNKNOWN, "the guest crashed; libvirt tells no more", "", new byte[0]);

    private final DomainLookup lookup;
    private final DomainTransitions transitions;
    private final DomainDocuments documents;

    DomainHandle(HostHandle host, DomainRef ref) {
        this(host, ref.name(), ref.uuid());
    }

    DomainHandle(HostHandle host, String name, UUID uuid) {
        this.lookup = new DomainLookup(host, name, uuid);
        this.transitions = new DomainTransitions(lookup);
        this.documents = new DomainDocuments(lookup, transitions);
    }

    // ---- what it is

    /** By which it is found, and asked. */
    final DomainLookup lookup() {
        return lookup;
    }

    /** Its ways from one state to another. */
    final DomainTransitions transitions() {
        return transitions;
    }

    /** What libvirt's XML says of it. */
    final DomainDocuments documents() {
        return documents;
    }

    /** Throws where the host is closed or does not know the domain any more. */
    void requireKnown() {
        lookup.requireKnown();
    }

    /** Throws where it has no definition. */
    final void requirePersistent(String verb) {
        if (!isPersistent()) {
            throw new InvalidStateException(
                    verb + " is not possible: " + this + " is transient", "define it, to have a definition");
        }
    }

    @Override
    public HostHandle host() {
        return lookup.host();
    }

    @Override
    public String name() {
        return lookup.name();
    }

    @Override
    public UUID uuid() {
        return lookup.uuid();
    }

    @Override
    public boolean isPersistent() {
        return lookup.ask("look-up", DomainRef::isPersistent);
    }

    @Override
    public Support supports(Feature feature) {
        return lookup.ask("look-up", ref -> host().supports(feature));
    }

    @Override
    public <T> T as(Class<T> type) {
        requireKnown();
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw SpecCheck.notOfType(toString(), type, Driver.BACKEND);
    }

    // ---- its documents

    @Override
    public DomainSpec spec() {
        return documents.spec();
    }

    @Override
    public String xml() {
        return documents.xml();
    }

    @Override
    public String definitionXml() {
        return documents.definitionXml();
    }

    @Override
    public Definition definition() {
        lookup.require(Feature.DOCUMENTS);
        requirePersistent("definition");
        return documents.definition();
    }

    @Override
    public void edit(Consumer<DomainSpec.Builder> change) {
        lookup.require(Feature.EDIT);
        transitions.requireOff("edit");
        requirePersistent("edit");
        documents.edit(change);
    }

    // ---- what libvirt does with it for a while

    @Override
    public Job<CloneReport> copyAs(CopySpec spec) {
        lookup.require(spec.isLinked() ? Feature.COPY_LINKED : Feature.COPY);
        requirePersistent("copy");
        transitions.requireOff("copy");
        return DomainCopy.start(this, spec);
    }

    @Override
    public Job<Domain> migrateTo(Host destination, MigrationSpec spec) {
        lookup.require(Feature.MIGRATE);
        HostHandle to = MigrationCheck.destination(this, host(), destination, spec);
        transitions.requireMovable("migration");
        return DomainJob.start(lookup, "migration", new Migration(this, host(), to, spec)::run);
    }

    @Override
    public Job<HostPath> save(SaveSpec spec) {
        lookup.require(spec.feature());
        transitions.requireMovable("save");
        return DomainJob.start(lookup, "save", new Saving(this, spec.file())::run);
    }

    @Override
    public Job<Snapshot> snapshot(SnapshotSpec spec) {
        lookup.require(Feature.SNAPSHOTS);
        requirePersistent("snapshot");
        return DomainJob.start(lookup, "snapshot", new SnapshotTaking(this, spec)::run);
    }

    @Override
    public List<Snapshot> snapshots() {
        lookup.require(Feature.SNAPSHOTS);
        return SnapshotHandle.all(this);
    }

    // ---- its state

    @Override
    public DomainStatus status() {
        return transitions.now();
    }

    @Override
    public Optional<CrashReport> crash() {
        return status().state() == DomainState.CRASHED ? Optional.of(CRASH) : Optional.empty();
    }

    @Override
    public DomainStatistics statistics() {
        return transitions.whileActive("statistics", Feature.STATISTICS, DomainRef::statistics);
    }

    @Override
    public DomainStatus awaitState(DomainState state, Duration timeout) {
        return StatusWait.await(this, "'" + name() + "' to be " + state, status -> status.state() == state, timeout);
    }

    @Override
    public DomainStatus awaitEnd(Duration timeout) {
        return StatusWait.await(
                this, "the end of '" + name() + "'", status -> !status.state().isActive(), timeout);
    }

    // ---- from one state to another

    @Override
    public void start(StartFlag... flags) {
        transitions.start(Set.of(flags).contains(StartFlag.PAUSED));
    }

    @Override
    public void suspend() {
        transitions.suspend();
    }

    @Override
    public void resume() {
        transitions.resume();
    }

    @Override
    public void reset() {
        transitions.reset();
    }

    @Override
    public Job<DomainState> shutdown() {
        return transitions.shutdown();
    }

    @Override
    public void destroy() {
        transitions.destroy();
    }

    @Override
    public void undefine() {
        transitions.undefine();
    }

    // ---- its console

    @Override
    public Console console() {
        lookup.require(Feature.CONSOLE);
        return lookup.ask("console", ref -> this::openConsole);
    }

    private ConsoleSession openConsole(Console.From from) {
        DomainConsole console = itsConsole();
        attach(console);
        return console.open(from);
    }

    /** Its console through all its runs. */
    DomainConsole itsConsole() {
        return host().shared().consoles().of(uuid(), name());
    }

    /** Connects with the machine's console, where it runs and somebody else has started it. */
    void attach(DomainConsole console) {
        SharedConnection shared = host().shared();
        lookup.tell("opening the console", ref -> console.attachIfThere(shared.connection(), ref));
    }

    // ---- its devices

    @Override
    public List<Disk> disks() {
        lookup.require(Feature.DISKS);
        return DiskHandle.all(this);
    }

    @Override
    public Disk attach(DiskSpec disk, PlugFlag... flags) {
        return HotPlug.of(this, flags).attach(disk);
    }

    @Override
    public List<Nic> nics() {
        lookup.require(Feature.NICS);
        return NicHandle.all(this);
    }

    @Override
    public Nic attach(NicSpec nic, PlugFlag... flags) {
        return HotPlug.of(this, flags).attach(nic);
    }

    @Override
    public byte[] screenshot(int screen) {
        return lookup.ask("screenshot", ref -> DisplayHandle.picture(ref, screen));
    }

    @Override
    public Display display() {
        lookup.require(Feature.DISPLAY);
        requireKnown();
        return new DisplayHandle(this);
    }

    @Override
    public Agent agent() {
        lookup.require(Feature.AGENT);
        requireKnown();
        return LibvirtWire.agent(this);
    }

    @Override
    public LibvirtBlocks blocks() {
        return new DomainBlocks(this);
    }

    // ---- which it is

    @Override
    public boolean equals(Object other) {
        return other instanceof DomainHandle that
                && uuid().equals(that.uuid())
                && host().uri().equals(that.host().uri());
    }

    @Override
    public int hashCode() {
        return uuid().hashCode();
    }

    @Override
    public String toString() {
        return lookup.subject();
    }
}
