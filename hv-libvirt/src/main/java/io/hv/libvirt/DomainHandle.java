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
import io.hv.HostFailureException;
import io.hv.HostPath;
import io.hv.HypervisorException;
import io.hv.InvalidStateException;
import io.hv.Job;
import io.hv.LifecycleEvent;
import io.hv.MigrationSpec;
import io.hv.Nic;
import io.hv.NicSpec;
import io.hv.NotFoundException;
import io.hv.OperationTimeoutException;
import io.hv.PlugFlag;
import io.hv.SaveSpec;
import io.hv.Snapshot;
import io.hv.SnapshotSpec;
import io.hv.StartFlag;
import io.hv.Support;
import io.hv.backend.DefaultJob;
import io.hv.backend.SpecCheck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.libvirt.Error.ErrorNumber;

/** A domain by its UUID, through one handle of its host; every call looks it up anew. */
class DomainHandle implements LibvirtDomain {

    private static final Set<DomainState> OFF = EnumSet.of(DomainState.SHUTOFF, DomainState.CRASHED);
    private static final Set<DomainState> ACTIVE = EnumSet.complementOf(EnumSet.copyOf(OFF));
    private static final Set<DomainState> RUNNING = EnumSet.of(DomainState.RUNNING);
    private static final Set<DomainState> PAUSED = EnumSet.of(DomainState.PAUSED);

    private static final Set<DomainState> MOVABLE = EnumSet.of(DomainState.RUNNING, DomainState.PAUSED);

    private static final CrashReport CRASH =
            CrashReport.of(CrashReport.Cause.UNKNOWN, "the guest crashed; libvirt tells no more", "", new byte[0]);

    private final HostHandle host;
    private final String name;
    private final UUID uuid;

    DomainHandle(HostHandle host, DomainRef ref) {
        this(host, ref.name(), ref.uuid());
    }

    DomainHandle(HostHandle host, String name, UUID uuid) {
        this.host = host;
        this.name = name;
        this.uuid = uuid;
    }

    /** What is asked of a domain that was found. */
    interface Question<T> {
        T of(DomainRef ref) throws LibvirtFailure;
    }

    /** A change of a domain that was found. */
    private interface Change {
        void of(DomainRef ref) throws LibvirtFailure;
    }

    <T> T ask(String what, Question<T> question) {
        try (DomainRef ref = find(host.shared())) {
            return question.of(ref);
        } catch (LibvirtFailure e) {
            throw e.translated(what + " of '" + name + "'");
        }
    }

    /** The same, of what only an answer can be given to by a domain that is there. */
    private <T> T askKnown(String what, Question<T> question) {
        SharedConnection shared = host.shared();
        try (DomainRef ref = shared.connection().known(uuid).orElseThrow(() -> gone(shared))) {
            return question.of(ref);
        } catch (LibvirtFailure e) {
            if (e.number() == ErrorNumber.VIR_ERR_NO_DOMAIN) {
                shared.connection().forget(uuid);
                throw gone(shared);
            }
            throw e.translated(what + " of '" + name + "'");
        }
    }

    /** Throws where the host is closed or does not know the domain any more. */
    void requireKnown() {
        ask("look-up", DomainRef::uuid);
    }

    private DomainRef find(SharedConnection shared) throws LibvirtFailure {
        return shared.connection().find(uuid).orElseThrow(() -> gone(shared));
    }

    private NotFoundException gone(SharedConnection shared) {
        return new NotFoundException(this + " is not on " + shared.uri() + " any more", "define it again");
    }

    /**
     * A transition: looked at and done under a lock, so that one of several threads is too late, whatever libvirt makes of
     * a second request.
     */
    private void change(
            SharedConnection shared,
            String verb,
            Set<Feature> needs,
            Set<DomainState> legal,
            LifecycleEvent.@Nullable Type told,
            Change change) {
        changeLocked(shared.domain(uuid, verb + " of '" + name + "'"), shared, verb, needs, legal, told, change);
    }

    private void changeLocked(
            ReentrantLock lock,
            SharedConnection shared,
            String verb,
            Set<Feature> needs,
            Set<DomainState> legal,
            LifecycleEvent.@Nullable Type told,
            Change change) {
        try (DomainRef ref = find(shared);
                Echo echo = told == null ? Echo.none() : shared.echo(uuid, told)) {
            needs.forEach(feature -> shared.driver().features().require(toString(), feature));
            requireState(shared, ref, verb, legal);
            try {
                change.of(ref);
                echo.await();
            } catch (LibvirtFailure e) {
                // Another client may have been faster: then the state is the reason.
                requireState(shared, ref, verb, legal);
                throw e;
            }
        } catch (LibvirtFailure e) {
            throw e.translated(verb + " of '" + name + "'");
        } finally {
            lock.unlock();
            shared.settle();
        }
    }

    private DomainStatus status(SharedConnection shared, DomainRef ref) throws LibvirtFailure {
        return shared.starts().seen(uuid, ref.status());
    }

    private void requireState(SharedConnection shared, DomainRef ref, String verb, Set<DomainState> legal)
            throws LibvirtFailure {
        DomainStatus status = status(shared, ref);
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
        return read(definitionXml());
    }

    /** What its machine is now, or else what it is defined as. */
    DomainSpec present() {
        return read(xml());
    }

    DomainSpec read(String xml) {
        try {
            return DomainXmlReader.read(xml);
        } catch (IllegalArgumentException e) {
            throw new HostFailureException(
                    "the XML of '" + name + "' is not as hv expects it: " + e.getMessage(),
                    "look at it: as(LibvirtDomain.class).xml() and definitionXml()",
                    "virDomainGetXMLDesc",
                    0,
                    e);
        }
    }

    @Override
    public Definition definition() {
        host.shared().driver().features().require(toString(), Feature.DOCUMENTS);
        requirePersistent("definition");
        return Documents.of(definitionXml());
    }

    void requirePersistent(String what) {
        if (!isPersistent()) {
            throw new InvalidStateException(
                    what + " is not possible: " + this + " is transient", "define it, to have a definition");
        }
    }

    /** The change is not run under a lock, and so again where somebody else was faster. */
    @Override
    public void edit(Consumer<DomainSpec.Builder> change) {
        host.shared().driver().features().require(toString(), Feature.EDIT);
        Set<DomainState> legal = Set.of(DomainState.SHUTOFF, DomainState.CRASHED);
        change(host.shared(), "edit", Set.of(), legal, null, ref -> {});
        requirePersistent("edit");
        boolean[] done = {false};
        while (!done[0]) {
            Definition document = Documents.of(whole());
            DomainSpec before = document.toSpec();
            DomainSpec after = before.edit(change);
            SpecCheck.requireSameIdentity(before, after);
            String xml = Documents.edited(document, after);
            change(host.shared(), "edit", Set.of(), legal, null, ref -> {
                if (Documents.of(ref.whole()).text().equals(document.text())) {
                    host.shared().connection().define(xml).close();
                    done[0] = true;
                }
            });
        }
    }

    /** What it is defined as, with what is secret in it. */
    String whole() {
        return ask("XML", DomainRef::whole);
    }

    /** Throws where it is active. */
    void requireOff(String what) {
        change(host.shared(), what, Set.of(), OFF, null, ref -> {});
    }

    /** Throws where it is not active. */
    void requireActive(String what) {
        change(host.shared(), what, Set.of(), ACTIVE, null, ref -> {});
    }

    @Override
    public LibvirtBlocks blocks() {
        return new DomainBlocks(this);
    }

    @Override
    public Job<CloneReport> copyAs(CopySpec spec) {
        SharedConnection shared = host.shared();
        shared.driver().features().require(toString(), spec.isLinked() ? Feature.COPY_LINKED : Feature.COPY);
        requirePersistent("copy");
        requireOff("copy");
        AtomicBoolean stopped = new AtomicBoolean();
        DefaultJob<CloneReport> job =
                new DefaultJob<>("copy of '" + name + "'", shared.workers(), cancelled -> stopped.set(true));
        shared.work(() -> new DomainCopy(host, spec).run(this, job, stopped::get));
        return job;
    }

    @Override
    public Job<Domain> migrateTo(Host destination, MigrationSpec spec) {
        SharedConnection shared = host.shared();
        shared.driver().features().require(toString(), Feature.MIGRATE);
        HostHandle to = MigrationCheck.destination(this, host, destination, spec);
        change(shared, "migration", Set.of(), MOVABLE, null, ref -> {});
        return job("migration", new Migration(this, host, to, spec)::run);
    }

    @Override
    public Job<HostPath> save(SaveSpec spec) {
        SharedConnection shared = host.shared();
        shared.driver().features().require(toString(), spec.feature());
        change(shared, "save", Set.of(), MOVABLE, null, ref -> {});
        return job("save", new Saving(shared, this, spec.file())::run);
    }

    @Override
    public Job<Snapshot> snapshot(SnapshotSpec spec) {
        host.shared().driver().features().require(toString(), Feature.SNAPSHOTS);
        requirePersistent("snapshot");
        return job("snapshot", new SnapshotTaking(this, spec)::run);
    }

    @Override
    public List<Snapshot> snapshots() {
        host.shared().driver().features().require(toString(), Feature.SNAPSHOTS);
        return ask("snapshots", ref -> {
            List<Snapshot> all = new ArrayList<>();
            for (SnapshotRef each : ref.snapshots()) {
                try (each) {
                    all.add(new SnapshotHandle(this, each.name()));
                }
            }
            all.sort(Comparator.comparing(Snapshot::name));
            return List.copyOf(all);
        });
    }

    /** What its host shares with other handles, if that is open. */
    SharedConnection shared() {
        return host.shared();
    }

    /** Something that takes libvirt a while. */
    <T> Job<T> job(String verb, DomainJob.Work<T> work) {
        String what = verb + " of '" + name + "'";
        try {
            return DomainJob.start(host, find(host.shared()), what, work);
        } catch (LibvirtFailure e) {
            throw e.translated(what);
        }
    }

    @Override
    public String xml() {
        return askKnown("XML", ref -> ref.xml(0));
    }

    @Override
    public String definitionXml() {
        return askKnown("XML", ref -> ref.xml(LibvirtCalls.XML_INACTIVE));
    }

    @Override
    public byte[] screenshot(int screen) {
        return ask("screenshot", ref -> DisplayHandle.picture(ref, screen));
    }

    @Override
    public Display display() {
        host.shared().driver().features().require(toString(), Feature.DISPLAY);
        requireKnown();
        return new DisplayHandle(this);
    }

    @Override
    public DomainStatus status() {
        return askKnown("status", ref -> status(host.shared(), ref));
    }

    @Override
    public Support supports(Feature feature) {
        return ask("look-up", ref -> host.supports(feature));
    }

    @Override
    public void start(StartFlag... flags) {
        boolean paused = Set.of(flags).contains(StartFlag.PAUSED);
        SharedConnection shared = host.shared();
        change(
                shared,
                "start",
                paused ? Set.of(Feature.START_PAUSED) : Set.of(),
                OFF,
                LifecycleEvent.Type.STARTED,
                ref -> shared.startup().start(ref, paused));
    }

    @Override
    public void suspend() {
        SharedConnection shared = host.shared();
        change(shared, "suspend", Set.of(Feature.SUSPEND), RUNNING, LifecycleEvent.Type.SUSPENDED, ref -> {
            shared.starts().pausing(uuid);
            try {
                ref.suspend();
            } catch (LibvirtFailure e) {
                shared.starts().notPaused(uuid);
                throw e;
            }
            // Its event says so as well, but perhaps only when the next question has been answered.
            shared.starts().changed(uuid);
        });
    }

    @Override
    public void resume() {
        SharedConnection shared = host.shared();
        change(shared, "resume", Set.of(Feature.SUSPEND), PAUSED, LifecycleEvent.Type.RESUMED, ref -> {
            ref.resume();
            shared.starts().changed(uuid);
        });
    }

    @Override
    public void reset() {
        change(host.shared(), "reset", Set.of(Feature.RESET), RUNNING, null, DomainRef::reset);
    }

    @Override
    public void destroy() {
        change(host.shared(), "destroy", Set.of(), ACTIVE, LifecycleEvent.Type.STOPPED, this::destroy);
    }

    private void destroy(DomainRef ref) throws LibvirtFailure {
        host.sharedWhileClosing().consoles().ending(uuid);
        ref.destroy();
    }

    /** Also while the host is being closed, and by a thread that was interrupted. */
    final void destroyToClose() {
        SharedConnection shared = host.sharedWhileClosing();
        changeLocked(
                shared.domainToClose(uuid),
                shared,
                "destroy",
                Set.of(),
                ACTIVE,
                LifecycleEvent.Type.STOPPED,
                this::destroy);
    }

    @Override
    public void undefine() {
        SharedConnection shared = host.shared();
        change(shared, "undefine", Set.of(), OFF, LifecycleEvent.Type.UNDEFINED, ref -> {
            shared.consoles().detach(uuid);
            ref.undefine();
        });
        shared.forget(uuid);
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
            change(shared, "shutdown", Set.of(Feature.SHUTDOWN), RUNNING, null, DomainRef::shutdown);
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
        host.shared().driver().features().require(toString(), Feature.CONSOLE);
        return ask("console", ref -> this::openConsole);
    }

    private ConsoleSession openConsole(Console.From from) {
        DomainConsole console = itsConsole();
        attach(console);
        return console.open(from);
    }

    /** Its console through all its runs. */
    DomainConsole itsConsole() {
        return host.shared().consoles().of(uuid, name);
    }

    /** Connects with the machine's console, where it runs and somebody else has started it. */
    void attach(DomainConsole console) {
        SharedConnection shared = host.shared();
        try (DomainRef ref = find(shared)) {
            if (isAttachable(ref)) {
                try {
                    console.attachIfLoose(shared.connection(), ref);
                } catch (LibvirtFailure e) {
                    // It may have stopped meanwhile: then there is what was printed before.
                    if (isAttachable(ref)) {
                        throw e;
                    }
                }
            }
        } catch (LibvirtFailure e) {
            throw e.translated("opening the console of '" + name + "'");
        }
    }

    private static boolean isAttachable(DomainRef ref) throws LibvirtFailure {
        DomainState state = ref.status().state();
        return state == DomainState.RUNNING || state == DomainState.PAUSED;
    }

    @Override
    public List<Disk> disks() {
        host.shared().driver().features().require(toString(), Feature.DISKS);
        return present().disks().stream()
                .<Disk>map(disk -> new DiskHandle(this, disk.target().orElseThrow()))
                .toList();
    }

    @Override
    public DomainStatistics statistics() {
        return whileActive("statistics", Feature.STATISTICS, DomainRef::statistics);
    }

    @Override
    public Disk attach(DiskSpec disk, PlugFlag... flags) {
        return HotPlug.of(this, flags).attach(disk);
    }

    @Override
    public List<Nic> nics() {
        host.shared().driver().features().require(toString(), Feature.NICS);
        return present().nics().stream()
                .flatMap(nic -> nic.mac().stream())
                .<Nic>map(mac -> new NicHandle(this, mac))
                .toList();
    }

    @Override
    public Nic attach(NicSpec nic, PlugFlag... flags) {
        return HotPlug.of(this, flags).attach(nic);
    }

    @Override
    public Agent agent() {
        host.shared().driver().features().require(toString(), Feature.AGENT);
        requireKnown();
        return LibvirtWire.agent(this);
    }

    /** What is only possible while the domain is active, and may take its time: others can change its state meanwhile. */
    <T> T askActive(String verb, Question<T> question) {
        return ask(verb, ref -> {
            requireState(host.shared(), ref, verb, ACTIVE);
            try {
                return question.of(ref);
            } catch (LibvirtFailure e) {
                requireState(host.shared(), ref, verb, ACTIVE);
                throw e;
            }
        });
    }

    /** What is waited for until the host is closed, at the longest. */
    Waits waits() {
        return host.waits();
    }

    /** What is only possible while the domain is active, and does not change its state. */
    <T> T whileActive(String verb, Feature needs, Question<T> question) {
        List<T> answer = new ArrayList<>(1);
        change(host.shared(), verb, Set.of(needs), ACTIVE, null, ref -> answer.add(question.of(ref)));
        return answer.get(0);
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
