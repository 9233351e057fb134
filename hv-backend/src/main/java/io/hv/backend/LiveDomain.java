package io.hv.backend;

import io.hv.CrashReport;
import io.hv.DomainSpec;
import io.hv.DomainState;
import io.hv.DomainStatus;
import io.hv.Feature;
import io.hv.GuestFaultEvent;
import io.hv.HypervisorException;
import io.hv.InvalidStateException;
import io.hv.Job;
import io.hv.LifecycleEvent;
import io.hv.NotFoundException;
import io.hv.StartFlag;
import io.hv.StateReason;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
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
    private final DomainSpec spec;
    private final UUID uuid;
    private final boolean persistent;
    private final ConsoleBuffer console;
    private final StatusBoard board;
    private final Holds holds = new Holds();
    private final ReentrantLock transition = new ReentrantLock();
    private volatile @Nullable Machine machine;
    /** Of the present run, or the closed one of the last. */
    private volatile @Nullable Machine latest;

    private volatile Optional<CrashReport> crash = Optional.empty();
    private volatile boolean gone;

    LiveDomain(World world, DomainSpec spec, UUID uuid, boolean persistent) {
        this.world = world;
        this.spec = spec;
        this.uuid = uuid;
        this.persistent = persistent;
        this.console = new ConsoleBuffer(spec.name());
        this.board = new StatusBoard(DomainStatus.of(DomainState.SHUTOFF, StateReason.DEFINED));
    }

    String name() {
        return spec.name();
    }

    UUID uuid() {
        return uuid;
    }

    DomainSpec spec() {
        return spec;
    }

    boolean isPersistent() {
        return persistent;
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
            console.begin();
            Run run = new Run();
            Machine fresh;
            try {
                fresh = world.factory().create(spec, uuid, console, run);
            } catch (RuntimeException | Error e) {
                console.end();
                throw e;
            }
            run.machine = fresh;
            machine = fresh;
            latest = fresh;
            crash = Optional.empty();
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
        Machine current = enterRunning("resume", DomainState.PAUSED);
        try {
            requireNotHeld();
            current.resume();
            change(LifecycleEvent.Type.RESUMED, DomainStatus.of(DomainState.RUNNING, StateReason.RESUMED));
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

    private void requireNotHeld() {
        holds.reason().ifPresent(reason -> {
            throw new InvalidStateException(
                    "resume is not possible: " + subject() + " is held, " + reason,
                    reason == StateReason.DEBUGGER
                            ? "continue or detach in the debugger"
                            : "wait until it goes on by itself");
        });
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
            current.reset();
        } finally {
            transition.unlock();
        }
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
            leave(() -> world.publish(LifecycleEvent.now(uuid, name(), LifecycleEvent.Type.UNDEFINED, board.now())));
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
                Machine mine = machine;
                if (mine != null && mine == LiveDomain.this.machine) {
                    release(null, end.status(), end.crash());
                }
            } catch (RuntimeException | Error e) {
                LOG.error("not everything of {} could be released", subject(), e);
            } finally {
                transition.unlock();
            }
        }

        @Override
        public void guestFault(String device, String rule) {
            world.publish(GuestFaultEvent.now(uuid, name(), device, rule));
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
