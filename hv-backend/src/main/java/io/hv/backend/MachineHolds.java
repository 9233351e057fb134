package io.hv.backend;

import io.hv.DomainState;
import io.hv.DomainStatus;
import io.hv.HypervisorException;
import io.hv.InvalidStateException;
import io.hv.LifecycleEvent;
import io.hv.StateReason;

/**
 * Has a domain's machine stand still for a debugger, a dump, a save, and go on after the last of them. To hold and to let go are
 * transitions of their own, or parts of one; the rest is in one.
 */
final class MachineHolds {

    private final Transitions transitions;
    private final Runs runs;
    private final Holds holds;

    /** Those of the present run, which ends by an error if the machine cannot be let go of. */
    MachineHolds(Transitions transitions, Runs runs, Holds holds) {
        this.transitions = transitions;
        this.runs = runs;
        this.holds = holds;
    }

    /** Refuses what would not go with a hold, whatever it is for. */
    void requireNone(String operation) {
        holds.reason().ifPresent(reason -> {
            throw held(operation, reason);
        });
    }

    /** Refuses what a file that is being written would not tell of. */
    void requireNotSaving(String operation) {
        holds.reason().filter(reason -> reason == StateReason.SAVING).ifPresent(reason -> {
            throw held(operation, reason);
        });
    }

    private InvalidStateException held(String operation, StateReason reason) {
        return new InvalidStateException(
                operation + " is not possible: " + transitions.subject() + " is held, " + reason,
                reason == StateReason.DEBUGGER
                        ? "continue or detach in the debugger"
                        : "wait until it goes on by itself");
    }

    /**
     * Holds a machine.
     *
     * @throws InvalidStateException if it is not the present run's
     */
    Hold hold(Machine mine, StateReason reason) {
        transitions.lock("hold");
        try {
            runs.requirePresent(mine, "");
            DomainStatus before = transitions.now();
            DomainStatus held = DomainStatus.of(DomainState.PAUSED, reason);
            if (before.state() == DomainState.RUNNING) {
                mine.suspend();
                transitions.post(LifecycleEvent.Type.SUSPENDED, held);
            } else {
                transitions.post(held);
            }
            return new Grip(mine, holds.add(reason, before));
        } finally {
            transitions.unlock();
        }
    }

    private void letGo(Machine mine, Holds.Entry hold, boolean run) {
        transitions.lock();
        try {
            if (!runs.isPresent(mine) || !holds.remove(hold, run)) {
                return;
            }
            StateReason left = holds.reason().orElse(null);
            if (left != null) {
                transitions.post(DomainStatus.of(DomainState.PAUSED, left));
            } else if (holds.beneath().state() == DomainState.RUNNING) {
                mine.resume();
                transitions.post(LifecycleEvent.Type.RESUMED, holds.beneath());
            } else {
                transitions.post(holds.beneath());
            }
        } catch (HypervisorException refused) {
            // It stands as before, and nobody holds it any more: whoever wants it to run may resume it.
            transitions.post(DomainStatus.of(DomainState.PAUSED, StateReason.SUSPENDED));
            throw refused;
        } catch (RuntimeException | Error e) {
            runs.fail(e);
            throw e;
        } finally {
            transitions.unlock();
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
