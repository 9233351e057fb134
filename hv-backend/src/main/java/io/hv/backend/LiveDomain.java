package io.hv.backend;

import io.hv.CrashReport;
import io.hv.Definition;
import io.hv.DomainEvent;
import io.hv.DomainSpec;
import io.hv.DomainState;
import io.hv.DomainStatus;
import io.hv.Feature;
import io.hv.GuestFaultEvent;
import io.hv.HypervisorException;
import io.hv.InvalidSpecException;
import io.hv.InvalidStateException;
import io.hv.Job;
import io.hv.LifecycleEvent;
import io.hv.NotFoundException;
import io.hv.Origin;
import io.hv.SpecFault;
import io.hv.StartFlag;
import io.hv.StateReason;
import io.hv.backend.agent.AgentWire;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A domain of a {@link World}: its state, and every way from one state to another. Transitions take the lock one after
 * the other; the status can be read at any time. A status becomes visible before its event is published, and a domain
 * is not active only after its machine has released everything.
 */
final class LiveDomain {

    private static final Logger LOG = LoggerFactory.getLogger("io.hv.domain");

    private final World world;
    private final String name;
    private final UUID uuid;
    private final boolean persistent;
    private volatile Defined defined;
    /** Held while it is active, where others could run it too. */
    private volatile @Nullable LockFile claim;
    /** Given before the first run of a clone. */
    private volatile List<Origin> lineage;

    private final ConsoleBuffer console;
    private final StatusBoard board;
    private final Holds holds = new Holds();
    private final Markers markers = new Markers();
    private final ReentrantLock transition = new ReentrantLock();
    /** Under the lock of transitions. */
    private final RunWire agentWire = new RunWire();

    private final Departures departures = new Departures();

    private volatile @Nullable Machine machine;
    /** Of the present run, or the closed one of the last. */
    private volatile @Nullable Machine latest;

    private volatile Optional<CrashReport> crash = Optional.empty();
    private volatile boolean gone;

    LiveDomain(World world, String name, Defined defined, UUID uuid, boolean persistent, List<Origin> lineage) {
        this.world = world;
        this.name = name;
        this.defined = defined;
        this.uuid = uuid;
        this.persistent = persistent;
        this.lineage = List.copyOf(lineage);
        this.console = new ConsoleBuffer(name);
        this.board = new StatusBoard(DomainStatus.of(DomainState.SHUTOFF, reason(defined)));
    }

    private static StateReason reason(Defined defined) {
        return defined.isReadable() ? StateReason.DEFINED : StateReason.UNREADABLE;
    }

    String name() {
        return name;
    }

    UUID uuid() {
        return uuid;
    }

    DomainSpec spec() {
        return defined.spec(subject());
    }

    /** What its machine is where it is active, and what it is defined as else. */
    DomainSpec present() {
        Machine current = machine;
        return current != null && isPluggable() ? current.spec() : spec();
    }

    private boolean isPluggable() {
        return world.factory().features().supports(Feature.HOT_PLUG).isSupported();
    }

    /** What it is defined by. */
    Definition document() {
        Defined now = defined;
        if (!now.isReadable()) {
            throw now.unreadable(subject(), "definition");
        }
        return now.document()
                .orElseThrow(() -> new InvalidStateException(
                        subject() + " is transient: it has no definition", "define it, to have one"));
    }

    /** It is defined as something else now; not while it is claimed. */
    void redefine(Defined fresh) {
        boolean was = defined.isReadable();
        defined = fresh;
        if (was != fresh.isReadable()) {
            board.post(DomainStatus.of(DomainState.SHUTOFF, reason(fresh)), this::tellDefined);
        } else {
            tellDefined();
        }
    }

    void tellDefined() {
        world.publish(LifecycleEvent.now(uuid, name(), LifecycleEvent.Type.DEFINED, board.now()));
    }

    /** Whether this process holds it for a run. */
    boolean isClaimed() {
        return claim != null;
    }

    /** Somebody else has undefined it, and the world has taken it out. */
    void vanish(boolean tell) {
        gone = true;
        if (tell) {
            tellUndefined();
        }
        board.close(this::notFound);
    }

    private void tellUndefined() {
        world.publish(LifecycleEvent.now(uuid, name(), LifecycleEvent.Type.UNDEFINED, board.now()));
    }

    void requireKnown() {
        if (gone) {
            throw notFound();
        }
    }

    /** Refuses at once what {@link #edit} would refuse a little later. */
    void requireEditable() {
        transition("edit", () -> {
            require("edit", DomainState.SHUTOFF, DomainState.CRASHED);
            requirePersistent();
        });
    }

    /** Refuses what wants a definition. */
    void requirePersistent() {
        if (!persistent) {
            throw new InvalidStateException(
                    subject() + " is transient: it has no definition", "define it, to have one");
        }
    }

    /**
     * Changes what it is defined as, if it still is what it was.
     *
     * @return false where it is not
     */
    boolean edit(DomainSpec before, DomainSpec after) {
        enter("edit", DomainState.SHUTOFF, DomainState.CRASHED);
        try {
            requirePersistent();
            Definitions kept = world.definitions();
            if (kept != null) {
                return kept.edit(this, before, after);
            }
            if (!spec().equals(before)) {
                return false;
            }
            redefine(Defined.as(after));
            return true;
        } finally {
            transition.unlock();
        }
    }

    /**
     * Changes what it is defined as while it is active. In its transition.
     *
     * @param change of what it is defined as by then
     */
    void redefineActive(UnaryOperator<DomainSpec> change) {
        requirePersistent();
        Definitions kept = world.definitions();
        if (kept == null) {
            redefine(Defined.as(change.apply(spec())));
        } else {
            kept.editActive(this, change);
        }
    }

    boolean isPersistent() {
        return persistent;
    }

    List<Origin> lineage() {
        return lineage;
    }

    /** Whether its host does not know it any more. */
    boolean isGone() {
        return gone;
    }

    StatusBoard board() {
        return board;
    }

    Optional<CrashReport> crash() {
        return crash;
    }

    ConsoleBuffer console() {
        return console;
    }

    Optional<Machine> latestMachine() {
        return Optional.ofNullable(latest);
    }

    void start(Set<StartFlag> flags) {
        boolean paused = flags.contains(StartFlag.PAUSED);
        if (paused) {
            world.factory().features().require(subject(), Feature.START_PAUSED);
        }
        enter("start", DomainState.SHUTOFF, DomainState.CRASHED);
        try {
            Machine fresh = make(run -> world.factory().create(spec(), uuid, console, run));
            change(
                    LifecycleEvent.Type.STARTED,
                    paused
                            ? DomainStatus.of(DomainState.PAUSED, StateReason.STARTED_PAUSED)
                            : DomainStatus.of(DomainState.RUNNING, StateReason.BOOTED));
            if (!paused) {
                runFirst(fresh);
            }
        } finally {
            transition.unlock();
        }
    }

    /**
     * Makes a machine that goes on from an image; it stands still.
     *
     * @param spec what the image's machine was, as this domain's
     */
    void start(MachineImage image, boolean clone, StateReason reason, DomainSpec spec) {
        enter("start", DomainState.SHUTOFF, DomainState.CRASHED);
        try {
            Machine unused = make(run -> world.factory().create(image, clone, spec, uuid, console, run));
            change(LifecycleEvent.Type.STARTED, DomainStatus.of(DomainState.PAUSED, reason));
        } finally {
            transition.unlock();
        }
    }

    private Machine make(Function<Run, Machine> factory) {
        try {
            claim();
            return madeOf(factory);
        } catch (RuntimeException | Error e) {
            Release release = new Release();
            release.step(this::unclaim);
            release.endBeneath(e);
            throw e;
        }
    }

    /** Others can run it too, where its definition is in a file. */
    private void claim() {
        Definitions kept = persistent ? world.definitions() : null;
        if (kept == null) {
            return;
        }
        claim = kept.claim(this);
        List<SpecFault> faults = world.check(spec());
        if (!faults.isEmpty()) {
            // The file may have been written by another version, or on another machine.
            unclaim();
            throw new InvalidSpecException("domain '" + name() + "' on " + world.uri(), faults);
        }
    }

    private void unclaim() {
        LockFile held = claim;
        claim = null;
        if (held != null) {
            try {
                held.close();
            } catch (IOException e) {
                throw DefinitionStore.failure("the lock of " + subject() + " cannot be given back", e);
            }
        }
    }

    private Machine madeOf(Function<Run, Machine> factory) {
        console.begin();
        markers.clear();
        Run run = new Run();
        Machine fresh;
        try {
            fresh = factory.apply(run);
        } catch (RuntimeException | Error e) {
            console.end();
            throw e;
        }
        run.machine = fresh;
        machine = fresh;
        latest = fresh;
        crash = Optional.empty();
        return fresh;
    }

    /** Lets the vCPUs run at the end of a start; of a start that fails, nothing is left. */
    private void runFirst(Machine fresh) {
        try {
            fresh.resume();
        } catch (RuntimeException | Error e) {
            fail(e);
            throw e;
        }
    }

    private void fail(Throwable because) {
        release(because, DomainStatus.of(DomainState.SHUTOFF, StateReason.FAILED), Optional.empty());
    }

    void suspend() {
        world.factory().features().require(subject(), Feature.SUSPEND);
        Machine current = enterRunning("suspend", DomainState.RUNNING);
        try {
            current.suspend();
            change(LifecycleEvent.Type.SUSPENDED, DomainStatus.of(DomainState.PAUSED, StateReason.SUSPENDED));
        } finally {
            transition.unlock();
        }
    }

    void resume() {
        resume(StateReason.RESUMED);
    }

    /** Lets it run on; its status then has this reason. */
    void resume(StateReason reason) {
        Machine current = enterRunning("resume", DomainState.PAUSED);
        try {
            requireNotHeld("resume");
            current.resume();
            change(LifecycleEvent.Type.RESUMED, DomainStatus.of(DomainState.RUNNING, reason));
        } catch (HypervisorException refused) {
            // The machine stands as before, or has told that it ended: see Machine.resume.
            throw refused;
        } catch (RuntimeException | Error e) {
            fail(e);
            throw e;
        } finally {
            transition.unlock();
        }
    }

    private void requireNotHeld(String operation) {
        holds.reason().ifPresent(reason -> {
            throw new InvalidStateException(
                    operation + " is not possible: " + subject() + " is held, " + reason,
                    reason == StateReason.DEBUGGER
                            ? "continue or detach in the debugger"
                            : "wait until it goes on by itself");
        });
    }

    // ---- its moments

    /** Refuses at once what the work would refuse a little later. */
    void requireClonable(String operation) {
        transition(operation, () -> require(operation, DomainState.RUNNING, DomainState.PAUSED));
    }

    /** Says what it is, and a clone of what, before it is made. */
    void descendsFrom(List<Origin> origins, DomainSpec spec) {
        lineage = List.copyOf(origins);
        defined = Defined.as(spec);
    }

    /** Takes what it is now. It stands still for as long as that takes, and goes on as before. */
    Taken take() {
        Machine current = enterRunning("a clone", DomainState.RUNNING, DomainState.PAUSED);
        try {
            requireNotHeld("a clone");
            boolean running = board.now().state() == DomainState.RUNNING;
            return running ? takeRunning(current) : moment(current, false);
        } finally {
            transition.unlock();
        }
    }

    /**
     * What its machine is now, which stands still. The image first: a reset that the guest has asked for is part of it, and
     * devices leave by that.
     */
    private Taken moment(Machine current, boolean running) {
        MachineImage image = current.image();
        try {
            SavedDomain about = new SavedDomain(present(), running, Instant.now(), lineage, spec());
            return new Taken(about, image, Duration.ZERO);
        } catch (RuntimeException | Error e) {
            giveUp(image, e);
            throw e;
        }
    }

    private Taken takeRunning(Machine current) {
        long begin = System.nanoTime();
        current.suspend();
        Taken moment = null;
        try {
            moment = moment(current, true);
        } finally {
            goOn(current, moment);
        }
        return new Taken(moment.about(), moment.image(), Duration.ofNanos(System.nanoTime() - begin));
    }

    /** After a moment was taken, or not. */
    private void goOn(Machine current, @Nullable Taken moment) {
        try {
            current.resume();
        } catch (HypervisorException refused) {
            // It stands as before, and nobody holds it: whoever wants it to run may resume it.
            change(LifecycleEvent.Type.SUSPENDED, DomainStatus.of(DomainState.PAUSED, StateReason.SUSPENDED));
            giveUp(moment, refused);
            throw refused;
        } catch (RuntimeException | Error e) {
            fail(e);
            giveUp(moment, e);
            throw e;
        }
    }

    private static void giveUp(@Nullable Taken moment, Throwable because) {
        if (moment != null) {
            giveUp(moment.image(), because);
        }
    }

    private static void giveUp(MachineImage image, Throwable because) {
        Release release = new Release();
        release.step(image::close);
        release.endBeneath(because);
    }

    /** Writes what it is into a file, or what of it is not as in its base, and ends it; if that fails, it goes on. */
    void save(Path file, boolean difference, Work.Progress progress) {
        ask("save", machine -> {
            if (difference) {
                machine.requireBase(file);
            }
            machine.awaitSavable();
            return machine;
        });
        Machine current = enterRunning("save", DomainState.RUNNING, DomainState.PAUSED);
        boolean running;
        Hold hold;
        try {
            requireNotHeld("save");
            running = board.now().state() == DomainState.RUNNING;
            hold = hold(current, StateReason.SAVING);
        } finally {
            transition.unlock();
        }
        try (hold) {
            progress.check();
            try (Taken taken = ask("save", machine -> moment(current, running))) {
                progress.stage("writing");
                Work.Progress present = progress.andThen(() -> requirePresent(current));
                if (difference) {
                    taken.image().writeDifference(file, taken.about(), present);
                } else {
                    taken.image().write(file, taken.about(), present);
                }
            }
            transition("save", () -> {
                requirePresent(current);
                release(null, DomainStatus.of(DomainState.SHUTOFF, StateReason.SAVED), Optional.empty());
            });
        }
    }

    private void requirePresent(Machine mine) {
        if (mine != machine) {
            throw new InvalidStateException(subject() + " has ended while it was being saved", "start it again");
        }
    }

    private void transition(String operation, Runnable action) {
        Waits.lock(transition, operation + " of '" + name() + "'");
        try {
            action.run();
        } finally {
            transition.unlock();
        }
    }

    private Hold hold(Machine mine, StateReason reason) {
        Waits.lock(transition, "hold of '" + name() + "'");
        try {
            if (mine != machine) {
                throw new InvalidStateException(subject() + " has ended", "start it again");
            }
            DomainStatus before = board.now();
            DomainStatus held = DomainStatus.of(DomainState.PAUSED, reason);
            if (before.state() == DomainState.RUNNING) {
                mine.suspend();
                change(LifecycleEvent.Type.SUSPENDED, held);
            } else {
                board.post(held, () -> {});
            }
            return new Grip(mine, holds.add(reason, before));
        } finally {
            transition.unlock();
        }
    }

    private void letGo(Machine mine, Holds.Entry hold, boolean run) {
        transition.lock();
        try {
            if (mine != machine || !holds.remove(hold, run)) {
                return;
            }
            StateReason left = holds.reason().orElse(null);
            if (left != null) {
                board.post(DomainStatus.of(DomainState.PAUSED, left), () -> {});
            } else if (holds.beneath().state() == DomainState.RUNNING) {
                mine.resume();
                change(LifecycleEvent.Type.RESUMED, holds.beneath());
            } else {
                board.post(holds.beneath(), () -> {});
            }
        } catch (HypervisorException refused) {
            // It stands as before, and nobody holds it any more: whoever wants it to run may resume it.
            board.post(DomainStatus.of(DomainState.PAUSED, StateReason.SUSPENDED), () -> {});
            throw refused;
        } catch (RuntimeException | Error e) {
            fail(e);
            throw e;
        } finally {
            transition.unlock();
        }
    }

    void reset() {
        world.factory().features().require(subject(), Feature.RESET);
        Machine current = enterRunning("reset", DomainState.RUNNING);
        try {
            markers.clear();
            current.reset();
        } finally {
            transition.unlock();
        }
    }

    /** Has the machine do something that a file which is being written would not tell of. */
    <T> T change(String operation, Function<Machine, T> action) {
        return ask(operation, machine -> {
            if (holds.reason().filter(reason -> reason == StateReason.SAVING).isPresent()) {
                requireNotHeld(operation);
            }
            return action.apply(machine);
        });
    }

    /** Asks something of the machine, or has it do something that changes no state; legal when the domain is active. */
    <T> T ask(String operation, Function<Machine, T> question) {
        Machine current = enterRunning(operation, DomainState.RUNNING, DomainState.PAUSED);
        try {
            return question.apply(current);
        } finally {
            transition.unlock();
        }
    }

    /** By which the agent in the present run's guest is asked; legal when it runs. */
    AgentWire agentWire() {
        Machine current = enterRunning("asking the agent", DomainState.RUNNING);
        try {
            return agentWire.of(current, subject());
        } finally {
            transition.unlock();
        }
    }

    /** Asks something of the machine, or what there is to say while there is none. */
    <T> T look(String operation, Function<Optional<Machine>, T> question) {
        enter(operation, DomainState.values());
        try {
            return question.apply(Optional.ofNullable(machine));
        } finally {
            transition.unlock();
        }
    }

    /**
     * Presses the power button; the job ends with the machine, or when its owner is {@link StatusBoard#abandon
     * abandoned}, who has to look afterwards whether that was too early for this job.
     */
    Job<DomainState> shutdown(Object owner) {
        world.factory().features().require(subject(), Feature.SHUTDOWN);
        Machine current = enterRunning("shutdown", DomainState.RUNNING);
        try {
            CompletableFuture<Runnable> forget = new CompletableFuture<>();
            DefaultJob<DomainState> job =
                    new DefaultJob<>("shutdown of '" + name() + "'", world.workers(), cancelled -> {
                        forget.join().run();
                        cancelled.cancelled();
                    });
            job.stage("waiting for the guest");
            forget.complete(board.whenever(
                    owner, status -> !status.state().isActive(), status -> job.complete(status.state()), job::fail));
            try {
                current.requestShutdown();
            } catch (RuntimeException | Error e) {
                job.cancel();
                throw e;
            }
            return job;
        } finally {
            transition.unlock();
        }
    }

    /** Asks the guest to let go of a device; the owner is as for {@link #shutdown}. */
    <T> Job<T> detach(Object owner, Departures.Leaving<T> device) {
        return change(
                "detaching the " + device.words(),
                machine -> departures.begin(this, owner, device, machine, world.workers()));
    }

    /** Waits for a mark of the present run, or of the last. The owner and its check are as for {@link StatusBoard#await}. */
    void awaitMarker(Object owner, Runnable check, int value, Duration timeout) {
        if (value < 0 || value > 0xff) {
            throw new IllegalArgumentException("a marker is 0 to 255, not " + value);
        }
        String what = "the marker 0x" + Integer.toHexString(value) + " of '" + name() + "'";
        MarkerWait wait = new MarkerWait(what, () -> status(markers.toString()), timeout);
        Runnable forget = markers.whenever(value, wait::found);
        try {
            Runnable forgetEnd = board.whenever(
                    owner, status -> !status.state().isActive(), status -> wait.ended(subject()), wait::failed);
            try {
                check.run();
                wait.await();
            } finally {
                forgetEnd.run();
            }
        } finally {
            forget.run();
        }
    }

    private String status(String more) {
        return board.now() + ", " + more;
    }

    void destroy() {
        enterRunning("destroy", DomainState.RUNNING, DomainState.PAUSED);
        try {
            release(null, DomainStatus.of(DomainState.SHUTOFF, StateReason.DESTROYED), Optional.empty());
        } finally {
            transition.unlock();
        }
    }

    /** Destroys it if it is active; for owners that close. */
    void end() {
        transition.lock();
        try {
            if (machine != null) {
                release(null, DomainStatus.of(DomainState.SHUTOFF, StateReason.DESTROYED), Optional.empty());
            }
        } finally {
            transition.unlock();
        }
    }

    void undefine() {
        Waits.lock(transition, "undefine of '" + name() + "'");
        try {
            require("undefine", DomainState.SHUTOFF, DomainState.CRASHED);
            if (!persistent) {
                throw new InvalidStateException(
                        subject() + " is transient: it has no definition", "destroy it, or close its handle");
            }
            Definitions kept = world.definitions();
            if (kept != null) {
                kept.undefine(this);
            }
            leave(this::tellUndefined);
        } finally {
            transition.unlock();
        }
    }

    /** Takes back a transient domain whose start failed; who found it before that may have started it. */
    void neverWas(Throwable because) {
        transition.lock();
        try {
            if (machine != null) {
                release(because, DomainStatus.of(DomainState.SHUTOFF, StateReason.DESTROYED), Optional.empty());
            }
            leave(() -> {});
        } finally {
            transition.unlock();
        }
    }

    /** The machine ends, for whatever reason; what cannot be released is told, and does not keep it alive. */
    private void release(@Nullable Throwable because, DomainStatus status, Optional<CrashReport> report) {
        Machine current = machine;
        machine = null;
        holds.clear();
        Release release = new Release();
        if (current != null) {
            release.step(current::close);
        }
        release.step(this::unclaim);
        console.end();
        crash = report;
        LifecycleEvent.Type type =
                status.state() == DomainState.CRASHED ? LifecycleEvent.Type.CRASHED : LifecycleEvent.Type.STOPPED;
        if (persistent) {
            change(type, status);
        } else {
            leave(() -> change(type, status));
        }
        if (because == null) {
            release.end();
        } else {
            release.endBeneath(because);
        }
    }

    /** Its host forgets it, and tells. Whoever waits for something else than its last status waits in vain. */
    private void leave(Runnable tell) {
        gone = true;
        world.remove(this, tell);
        board.close(this::notFound);
    }

    private void change(LifecycleEvent.Type type, DomainStatus status) {
        board.post(status, () -> world.publish(LifecycleEvent.now(uuid, name(), type, status)));
    }

    private Machine enterRunning(String operation, DomainState... legal) {
        enter(operation, legal);
        Machine current = machine;
        if (current == null) {
            transition.unlock();
            throw new IllegalStateException(subject() + " is active without a machine");
        }
        return current;
    }

    private void enter(String operation, DomainState... legal) {
        Waits.lock(transition, operation + " of '" + name() + "'");
        try {
            require(operation, legal);
        } catch (HypervisorException e) {
            transition.unlock();
            throw e;
        }
    }

    private void require(String operation, DomainState... legal) {
        if (gone) {
            throw notFound();
        }
        world.requireOngoing();
        DomainStatus status = board.now();
        if (!Set.of(legal).contains(status.state())) {
            throw new InvalidStateException(
                    operation + " is not possible: " + subject() + " is " + status,
                    "it is possible when the domain is " + String.join(" or ", names(legal)));
        }
    }

    private static String[] names(DomainState... states) {
        String[] names = new String[states.length];
        for (int i = 0; i < states.length; i++) {
            names[i] = states[i].name();
        }
        return names;
    }

    NotFoundException notFound() {
        return new NotFoundException(subject() + " is not on " + world.uri() + " any more", "define it again");
    }

    String subject() {
        return "the domain '" + name() + "'";
    }

    /** One run's ear: a machine that was replaced or destroyed meanwhile is not heard any more. */
    private final class Run implements MachineListener {

        private volatile @Nullable Machine machine;

        @Override
        public void ended(MachineEnd end) {
            try {
                world.workers().execute(() -> finish(end));
            } catch (RejectedExecutionException e) {
                LOG.debug("{} ended while its host was closing", subject());
            }
        }

        private void finish(MachineEnd end) {
            transition.lock();
            try {
                if (isPresent()) {
                    release(null, end.status(), end.crash());
                }
            } catch (RuntimeException | Error e) {
                LOG.error("not everything of {} could be released", subject(), e);
            } finally {
                transition.unlock();
            }
        }

        @Override
        public void detached(String device, Optional<HypervisorException> failure) {
            List<Consumer<Optional<HypervisorException>>> waiting = isPresent() ? departures.due(device) : List.of();
            if (waiting.isEmpty()) {
                failure.ifPresent(why -> tellNobody(device, why));
                return;
            }
            try {
                world.workers().execute(() -> left(device, failure, waiting));
            } catch (RejectedExecutionException e) {
                LOG.debug("{} let go of {} while its host was closing", subject(), device);
                failure.ifPresent(why -> tellNobody(device, why));
            }
        }

        private void left(
                String device,
                Optional<HypervisorException> failure,
                List<Consumer<Optional<HypervisorException>>> waiting) {
            transition.lock();
            try {
                if (isPresent()) {
                    waiting.forEach(each -> each.accept(failure));
                } else {
                    // The jobs have ended with the machine.
                    failure.ifPresent(why -> tellNobody(device, why));
                }
            } finally {
                transition.unlock();
            }
        }

        /** Data may be lost, and no job fails by it. */
        private void tellNobody(String device, HypervisorException why) {
            LOG.error("{} let go of {}, and not all went well", subject(), device, why);
        }

        private boolean isPresent() {
            Machine mine = machine;
            return mine != null && mine == LiveDomain.this.machine;
        }

        @Override
        public void guestFault(String device, String rule) {
            world.publish(GuestFaultEvent.now(uuid, name(), device, rule));
        }

        @Override
        public void tell(BiFunction<UUID, String, ? extends DomainEvent> event) {
            world.publish(event.apply(uuid, name()));
        }

        @Override
        public void restarted() {
            if (machine == LiveDomain.this.machine) {
                markers.clear();
            }
        }

        @Override
        public void marked(int value) {
            if (machine == LiveDomain.this.machine) {
                markers.mark(value);
            }
        }

        @Override
        public Hold hold(StateReason reason) {
            Machine mine = machine;
            if (mine == null) {
                throw new InvalidStateException(subject() + " is not set up yet", "wait until it has started");
            }
            return LiveDomain.this.hold(mine, reason);
        }
    }

    private final class Grip implements Hold {

        private final Machine mine;
        private final Holds.Entry entry;

        Grip(Machine mine, Holds.Entry entry) {
            this.mine = mine;
            this.entry = entry;
        }

        @Override
        public void close() {
            letGo(mine, entry, false);
        }

        @Override
        public void resume() {
            letGo(mine, entry, true);
        }
    }
}
