package io.hv.backend;

import io.hv.DomainSpec;
import io.hv.DomainState;
import io.hv.DomainStatus;
import io.hv.Feature;
import io.hv.HypervisorException;
import io.hv.Job;
import io.hv.LifecycleEvent;
import io.hv.NotFoundException;
import io.hv.Origin;
import io.hv.StartFlag;
import io.hv.StateReason;
import io.hv.backend.agent.AgentWire;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * A domain of a {@link World}: every way from one state to another. Each is one of its {@link Transitions}, which come one after the
 * other; the status can be read at any time. What it is defined as, its runs, its moments have classes of their own, which share that
 * lock. Safe for any thread that is not the machine's own.
 */
final class LiveDomain {

    private final World world;
    private final DomainIdentity identity;
    private final Transitions transitions;
    private final DomainDefinition definition;
    private final ConsoleBuffer console;
    private final Markers markers = new Markers();
    private final Runs runs;
    private final MachineHolds holds;
    private final Moments moments;
    /** Under the lock of transitions. */
    private final RunWire agentWire = new RunWire();

    private final Departures departures = new Departures();

    LiveDomain(World world, String name, Defined defined, UUID uuid, boolean persistent, List<Origin> lineage) {
        this.world = world;
        this.identity = new DomainIdentity(name, uuid, world.uri());
        this.transitions = new Transitions(world, identity, DomainDefinition.status(defined));
        this.definition = new DomainDefinition(world, transitions, defined, persistent, lineage);
        this.console = new ConsoleBuffer(name);
        Holds inForce = new Holds();
        this.runs = new Runs(world, transitions, definition, inForce, departures, console, markers, this::ended);
        this.holds = new MachineHolds(transitions, runs, inForce);
        this.moments = new Moments(transitions, definition, runs, holds, departures);
    }

    // ---- what it is

    String name() {
        return identity.name();
    }

    UUID uuid() {
        return identity.uuid();
    }

    String subject() {
        return identity.subject();
    }

    NotFoundException notFound() {
        return identity.notFound();
    }

    StatusBoard board() {
        return transitions.board();
    }

    /** What it is defined as, and how that is changed. */
    DomainDefinition definition() {
        return definition;
    }

    boolean isPersistent() {
        return definition.isPersistent();
    }

    DomainSpec spec() {
        return definition.spec();
    }

    /** What its machine is where it is active, and what it is defined as else. */
    DomainSpec present() {
        return runs.spec();
    }

    /** Its machines. */
    Runs runs() {
        return runs;
    }

    /** What clones begin with, and what is saved. */
    Moments moments() {
        return moments;
    }

    ConsoleBuffer console() {
        return console;
    }

    // ---- begin

    void start(Set<StartFlag> flags) {
        boolean paused = flags.contains(StartFlag.PAUSED);
        if (paused) {
            world.factory().features().require(subject(), Feature.START_PAUSED);
        }
        transitions.enter("start", DomainState.SHUTOFF, DomainState.CRASHED);
        try {
            Machine fresh = make(run -> world.factory().create(spec(), uuid(), console, run));
            transitions.post(
                    LifecycleEvent.Type.STARTED,
                    paused
                            ? DomainStatus.of(DomainState.PAUSED, StateReason.STARTED_PAUSED)
                            : DomainStatus.of(DomainState.RUNNING, StateReason.BOOTED));
            if (!paused) {
                runFirst(fresh);
            }
        } finally {
            transitions.unlock();
        }
    }

    /**
     * Makes a machine that goes on from an image; it stands still.
     *
     * @param spec what the image's machine was, as this domain's
     */
    void start(MachineImage image, boolean clone, StateReason reason, DomainSpec spec) {
        transitions.enter("start", DomainState.SHUTOFF, DomainState.CRASHED);
        try {
            Machine unused = make(run -> world.factory().create(image, clone, spec, uuid(), console, run));
            transitions.post(LifecycleEvent.Type.STARTED, DomainStatus.of(DomainState.PAUSED, reason));
        } finally {
            transitions.unlock();
        }
    }

    private Machine make(Function<MachineListener, Machine> factory) {
        RunListener listener = new RunListener(world, transitions, runs, holds, departures, markers);
        return runs.make(() -> factory.apply(listener), listener::hear);
    }

    /** Lets the vCPUs run at the end of a start; of a start that fails, nothing is left. */
    private void runFirst(Machine fresh) {
        try {
            fresh.resume();
        } catch (RuntimeException | Error e) {
            runs.fail(e);
            throw e;
        }
    }

    // ---- stand still, run on, run anew

    void suspend() {
        world.factory().features().require(subject(), Feature.SUSPEND);
        Machine current = runs.enter("suspend", DomainState.RUNNING);
        try {
            current.suspend();
            transitions.post(LifecycleEvent.Type.SUSPENDED, DomainStatus.of(DomainState.PAUSED, StateReason.SUSPENDED));
        } finally {
            transitions.unlock();
        }
    }

    void resume() {
        resume(StateReason.RESUMED);
    }

    /** Lets it run on; its status then has this reason. */
    void resume(StateReason reason) {
        Machine current = runs.enter("resume", DomainState.PAUSED);
        try {
            holds.requireNone("resume");
            current.resume();
            transitions.post(LifecycleEvent.Type.RESUMED, DomainStatus.of(DomainState.RUNNING, reason));
        } catch (HypervisorException refused) {
            // The machine stands as before, or has told that it ended: see Machine.resume.
            throw refused;
        } catch (RuntimeException | Error e) {
            runs.fail(e);
            throw e;
        } finally {
            transitions.unlock();
        }
    }

    void reset() {
        world.factory().features().require(subject(), Feature.RESET);
        Machine current = runs.enter("reset", DomainState.RUNNING);
        try {
            markers.clear();
            current.reset();
        } finally {
            transitions.unlock();
        }
    }

    // ---- its machine

    /** Has the machine do something that a file which is being written would not tell of. */
    <T> T change(String operation, Function<Machine, T> action) {
        return ask(operation, machine -> {
            holds.requireNotSaving(operation);
            return action.apply(machine);
        });
    }

    /** Asks something of the machine, or has it do something that changes no state; legal when the domain is active. */
    <T> T ask(String operation, Function<Machine, T> question) {
        return runs.ask(operation, question);
    }

    /** Asks something of the machine, or what there is to say while there is none. */
    <T> T look(String operation, Function<Optional<Machine>, T> question) {
        transitions.enter(operation, DomainState.values());
        try {
            return question.apply(Optional.ofNullable(runs.machine()));
        } finally {
            transitions.unlock();
        }
    }

    /** By which the agent in the present run's guest is asked; legal when it runs. */
    AgentWire agentWire() {
        Machine current = runs.enter("asking the agent", DomainState.RUNNING);
        try {
            return agentWire.of(current, subject());
        } finally {
            transitions.unlock();
        }
    }

    /** Asks the guest to let go of a device; the owner is as for {@link #shutdown}. */
    <T> Job<T> detach(Object owner, Departures.Leaving<T> device) {
        return change(
                "detaching the " + device.words(),
                machine -> departures.begin(transitions, owner, device, machine, world.workers()));
    }

    /** Waits for a mark of the present run, or of the last. The owner and its check are as for {@link StatusBoard#await}. */
    void awaitMarker(Object owner, Runnable check, int value, Duration timeout) {
        MarkerWait.await(transitions, markers, owner, check, value, timeout);
    }

    // ---- end

    /** Presses the power button; the job and its owner are as for {@link ShutdownJob#begin}. */
    Job<DomainState> shutdown(Object owner) {
        world.factory().features().require(subject(), Feature.SHUTDOWN);
        Machine current = runs.enter("shutdown", DomainState.RUNNING);
        try {
            return ShutdownJob.begin(transitions, owner, current, world.workers());
        } finally {
            transitions.unlock();
        }
    }

    void destroy() {
        Machine unused = runs.enter("destroy", DomainState.RUNNING, DomainState.PAUSED);
        try {
            runs.end(StateReason.DESTROYED);
        } finally {
            transitions.unlock();
        }
    }

    /** Destroys it if it is active; for owners that close. */
    void end() {
        transitions.lock();
        try {
            if (runs.machine() != null) {
                runs.end(StateReason.DESTROYED);
            }
        } finally {
            transitions.unlock();
        }
    }

    /** A run has ended: a transient domain goes with it. */
    private void ended(Runnable tell) {
        if (definition.isPersistent()) {
            tell.run();
        } else {
            leave(tell);
        }
    }

    // ---- leave the host

    void undefine() {
        transitions.run("undefine", () -> {
            transitions.require("undefine", DomainState.SHUTOFF, DomainState.CRASHED);
            definition.undefine();
            leave(definition::tellUndefined);
        });
    }

    /** Takes back a transient domain whose start failed; who found it before that may have started it. */
    void neverWas(Throwable because) {
        transitions.lock();
        try {
            runs.destroy(because);
            leave(() -> {});
        } finally {
            transitions.unlock();
        }
    }

    /** Its host forgets it, and tells. */
    private void leave(Runnable tell) {
        transitions.gone();
        world.remove(this, tell);
        transitions.close();
    }

    /** Somebody else has undefined it, and the world has taken it out. */
    void vanish(boolean tell) {
        transitions.gone();
        if (tell) {
            definition.tellUndefined();
        }
        transitions.close();
    }

    /** Whether its host does not know it any more. */
    boolean isGone() {
        return transitions.isGone();
    }
}
