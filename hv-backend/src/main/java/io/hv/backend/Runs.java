package io.hv.backend;

import io.hv.CrashReport;
import io.hv.DomainSpec;
import io.hv.DomainState;
import io.hv.DomainStatus;
import io.hv.Feature;
import io.hv.InvalidStateException;
import io.hv.LifecycleEvent;
import io.hv.StateReason;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The runs of a domain, one after the other: its machine while there is one, and what is left of the last. Machines are made and
 * ended in a transition; a domain is not active only after its machine has released everything. Which machine there is can be asked
 * by any thread.
 */
final class Runs {

    private final World world;
    private final Transitions transitions;
    private final DomainDefinition definition;
    private final Holds holds;
    private final Departures departures;
    private final ConsoleBuffer console;
    private final Markers markers;
    private final Consumer<Runnable> atEnd;

    private volatile @Nullable Machine machine;
    /** Of the present run, or the closed one of the last. */
    private volatile @Nullable Machine latest;

    private volatile Optional<CrashReport> crash = Optional.empty();

    /**
     * None yet.
     *
     * @param holds that end with a run
     * @param departures of devices: what follows on those that have left is done before a run ends
     * @param console begun and ended with it
     * @param markers cleared at its beginning
     * @param atEnd has the last status told, when a run has ended; in that transition
     */
    Runs(
            World world,
            Transitions transitions,
            DomainDefinition definition,
            Holds holds,
            Departures departures,
            ConsoleBuffer console,
            Markers markers,
            Consumer<Runnable> atEnd) {
        this.world = world;
        this.transitions = transitions;
        this.definition = definition;
        this.holds = holds;
        this.departures = departures;
        this.console = console;
        this.markers = markers;
        this.atEnd = atEnd;
    }

    // ---- the machine

    /** The present run's; null between runs. */
    @Nullable
    Machine machine() {
        return machine;
    }

    /** The present run's, or the closed one of the last. */
    Optional<Machine> latest() {
        return Optional.ofNullable(latest);
    }

    /** How the last run crashed, if it did. */
    Optional<CrashReport> crash() {
        return crash;
    }

    /** What the machine is where the domain is active, and what that is defined as else. */
    DomainSpec spec() {
        Machine current = machine;
        return current != null && isPluggable() ? current.spec() : definition.spec();
    }

    private boolean isPluggable() {
        return world.factory().features().supports(Feature.HOT_PLUG).isSupported();
    }

    /** Whether a machine is the present run's. */
    boolean isPresent(@Nullable Machine mine) {
        return mine != null && mine == machine;
    }

    /**
     * Refuses what is for a run that is over.
     *
     * @param when in words, after "has ended"; may be empty
     */
    void requirePresent(Machine mine, String when) {
        if (mine != machine) {
            throw new InvalidStateException(transitions.subject() + " has ended" + when, "start it again");
        }
    }

    /** Begins a transition of a machine, as {@link Transitions#enter}; all of these states are of domains that are active. */
    Machine enter(String operation, DomainState... legal) {
        transitions.enter(operation, legal);
        Machine current = machine;
        if (current == null) {
            transitions.unlock();
            throw new IllegalStateException(transitions.subject() + " is active without a machine");
        }
        return current;
    }

    /** Asks something of the machine, or has it do something that changes no state; a transition, legal when the domain is active. */
    <T> T ask(String operation, Function<Machine, T> question) {
        Machine current = enter(operation, DomainState.RUNNING, DomainState.PAUSED);
        try {
            return question.apply(current);
        } finally {
            transitions.unlock();
        }
    }

    // ---- its beginning

    /**
     * Makes the machine of a new run, which stands still. In a transition; its status is the caller's to post.
     *
     * @param made told of it before anybody else knows it
     */
    Machine make(Supplier<Machine> factory, Consumer<Machine> made) {
        try {
            definition.claim();
            return madeOf(factory, made);
        } catch (RuntimeException | Error e) {
            Release release = new Release();
            release.step(definition::unclaim);
            release.endBeneath(e);
            throw e;
        }
    }

    private Machine madeOf(Supplier<Machine> factory, Consumer<Machine> made) {
        console.begin();
        markers.clear();
        Machine fresh;
        try {
            fresh = factory.get();
        } catch (RuntimeException | Error e) {
            console.end();
            throw e;
        }
        made.accept(fresh);
        machine = fresh;
        latest = fresh;
        crash = Optional.empty();
        return fresh;
    }

    // ---- its end

    /** The machine ends by an error; what else fails then is put beneath that. In a transition. */
    void fail(Throwable because) {
        release(because, DomainStatus.of(DomainState.SHUTOFF, StateReason.FAILED), Optional.empty());
    }

    /** The machine ends for a reason of the owner's. In a transition. */
    void end(StateReason reason) {
        release(null, DomainStatus.of(DomainState.SHUTOFF, reason), Optional.empty());
    }

    /** The machine has ended by itself. In a transition. */
    void end(MachineEnd end) {
        release(null, end.status(), end.crash());
    }

    /** The machine, if there is one, ends because of what failed. In a transition. */
    void destroy(Throwable because) {
        if (machine != null) {
            release(because, DomainStatus.of(DomainState.SHUTOFF, StateReason.DESTROYED), Optional.empty());
        }
    }

    /** For whatever reason; what cannot be released is told, and does not keep it alive. */
    private void release(@Nullable Throwable because, DomainStatus status, Optional<CrashReport> report) {
        Machine current = machine;
        machine = null;
        holds.clear();
        Release release = new Release();
        if (current != null) {
            if (isPluggable()) {
                release.step(() -> departures.settle(current.spec()));
            }
            release.step(current::close);
        }
        release.step(definition::unclaim);
        console.end();
        crash = report;
        LifecycleEvent.Type type =
                status.state() == DomainState.CRASHED ? LifecycleEvent.Type.CRASHED : LifecycleEvent.Type.STOPPED;
        atEnd.accept(() -> transitions.post(type, status));
        if (because == null) {
            release.end();
        } else {
            release.endBeneath(because);
        }
    }
}
