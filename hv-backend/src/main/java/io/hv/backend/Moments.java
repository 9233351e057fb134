package io.hv.backend;

import io.hv.DomainSpec;
import io.hv.DomainState;
import io.hv.DomainStatus;
import io.hv.HypervisorException;
import io.hv.LifecycleEvent;
import io.hv.StateReason;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Moments of a domain that is active: what clones begin with, and what is saved. A moment is taken in a transition. A file is
 * written outside of any, while a hold keeps the machine where it is; whoever destroys the domain meanwhile ends that.
 */
final class Moments {

    private final Transitions transitions;
    private final DomainDefinition definition;
    private final Runs runs;
    private final MachineHolds holds;
    private final Departures departures;

    /** Of the present run. */
    Moments(
            Transitions transitions,
            DomainDefinition definition,
            Runs runs,
            MachineHolds holds,
            Departures departures) {
        this.transitions = transitions;
        this.definition = definition;
        this.runs = runs;
        this.holds = holds;
        this.departures = departures;
    }

    /** Refuses at once what {@link #take} and {@link #save} would refuse a little later. */
    void requirePossible(String operation) {
        transitions.run(operation, () -> transitions.require(operation, DomainState.RUNNING, DomainState.PAUSED));
    }

    /** Takes what it is now. It stands still for as long as that takes, and goes on as before. */
    Taken take() {
        Machine current = runs.enter("a clone", DomainState.RUNNING, DomainState.PAUSED);
        try {
            holds.requireNone("a clone");
            boolean running = transitions.now().state() == DomainState.RUNNING;
            return running ? takeRunning(current) : told(moment(current, false), Duration.ZERO);
        } finally {
            transitions.unlock();
        }
    }

    /** What a machine was while it stood still. */
    private record Still(DomainSpec spec, MachineImage image, boolean running, Instant time) {}

    /**
     * What its machine is now, which stands still. The image first: a reset that the guest has asked for is part of it, and
     * devices leave by that.
     */
    private Still moment(Machine current, boolean running) {
        MachineImage image = current.image();
        try {
            return new Still(runs.spec(), image, running, Instant.now());
        } catch (RuntimeException | Error e) {
            giveUp(image, e);
            throw e;
        }
    }

    /**
     * With what it is defined as, without the devices that had left by then, if that was asked for. A file may be written for
     * that, so the machine goes on first, if it is to. In the same transition.
     */
    private Taken told(Still moment, Duration pause) {
        try {
            departures.settle(moment.spec());
            SavedDomain about = new SavedDomain(
                    moment.spec(), moment.running(), moment.time(), definition.lineage(), definition.spec());
            return new Taken(about, moment.image(), pause);
        } catch (RuntimeException | Error e) {
            giveUp(moment.image(), e);
            throw e;
        }
    }

    private Taken takeRunning(Machine current) {
        long begin = System.nanoTime();
        current.suspend();
        Still moment = null;
        try {
            moment = moment(current, true);
        } finally {
            goOn(current, moment);
        }
        return told(moment, Duration.ofNanos(System.nanoTime() - begin));
    }

    /** After a moment was taken, or not. */
    private void goOn(Machine current, @Nullable Still moment) {
        try {
            current.resume();
        } catch (HypervisorException refused) {
            // It stands as before, and nobody holds it: whoever wants it to run may resume it.
            transitions.post(LifecycleEvent.Type.SUSPENDED, DomainStatus.of(DomainState.PAUSED, StateReason.SUSPENDED));
            giveUp(moment, refused);
            throw refused;
        } catch (RuntimeException | Error e) {
            runs.fail(e);
            giveUp(moment, e);
            throw e;
        }
    }

    private static void giveUp(@Nullable Still moment, Throwable because) {
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
        runs.ask("save", machine -> {
            if (difference) {
                machine.requireBase(file);
            }
            machine.awaitSavable();
            return machine;
        });
        Machine current = runs.enter("save", DomainState.RUNNING, DomainState.PAUSED);
        boolean running;
        Hold hold;
        try {
            holds.requireNone("save");
            running = transitions.now().state() == DomainState.RUNNING;
            hold = holds.hold(current, StateReason.SAVING);
        } finally {
            transitions.unlock();
        }
        try (hold) {
            progress.check();
            try (Taken taken = runs.ask("save", machine -> told(moment(current, running), Duration.ZERO))) {
                progress.stage("writing");
                Work.Progress present = progress.andThen(() -> requirePresent(current));
                if (difference) {
                    taken.image().writeDifference(file, taken.about(), present);
                } else {
                    taken.image().write(file, taken.about(), present);
                }
            }
            transitions.run("save", () -> {
                requirePresent(current);
                runs.end(StateReason.SAVED);
            });
        }
    }

    private void requirePresent(Machine mine) {
        runs.requirePresent(mine, " while it was being saved");
    }
}
