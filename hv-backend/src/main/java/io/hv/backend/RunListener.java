package io.hv.backend;

import io.hv.DomainEvent;
import io.hv.GuestFaultEvent;
import io.hv.HypervisorException;
import io.hv.InvalidStateException;
import io.hv.StateReason;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run's ear: a machine that was replaced or destroyed meanwhile is not heard any more. It is told on the machine's own threads,
 * which may not wait for a transition: what wants one is done by a worker.
 */
final class RunListener implements MachineListener {

    private static final Logger LOG = LoggerFactory.getLogger("io.hv.domain");

    private final World world;
    private final Transitions transitions;
    private final Runs runs;
    private final MachineHolds holds;
    private final Departures departures;
    private final Markers markers;

    private volatile @Nullable Machine machine;

    /** Of a machine that is not made yet. */
    RunListener(
            World world,
            Transitions transitions,
            Runs runs,
            MachineHolds holds,
            Departures departures,
            Markers markers) {
        this.world = world;
        this.transitions = transitions;
        this.runs = runs;
        this.holds = holds;
        this.departures = departures;
        this.markers = markers;
    }

    /** Says whose it is. */
    void hear(Machine made) {
        machine = made;
    }

    private boolean isPresent() {
        return runs.isPresent(machine);
    }

    @Override
    public void ended(MachineEnd end) {
        try {
            world.workers().execute(() -> finish(end));
        } catch (RejectedExecutionException e) {
            LOG.debug("{} ended while its host was closing", transitions.subject());
        }
    }

    private void finish(MachineEnd end) {
        transitions.lock();
        try {
            if (isPresent()) {
                runs.end(end);
            }
        } catch (RuntimeException | Error e) {
            LOG.error("not everything of {} could be released", transitions.subject(), e);
        } finally {
            transitions.unlock();
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
            LOG.debug("{} let go of {} while its host was closing", transitions.subject(), device);
            failure.ifPresent(why -> tellNobody(device, why));
        }
    }

    private void left(
            String device,
            Optional<HypervisorException> failure,
            List<Consumer<Optional<HypervisorException>>> waiting) {
        transitions.lock();
        try {
            if (isPresent()) {
                waiting.forEach(each -> each.accept(failure));
            } else {
                // The jobs have ended with the machine.
                failure.ifPresent(why -> tellNobody(device, why));
            }
        } finally {
            transitions.unlock();
        }
    }

    /** Data may be lost, and no job fails by it. */
    private void tellNobody(String device, HypervisorException why) {
        LOG.error("{} let go of {}, and not all went well", transitions.subject(), device, why);
    }

    @Override
    public void guestFault(String device, String rule) {
        world.publish(GuestFaultEvent.now(transitions.identity().uuid(), transitions.name(), device, rule));
    }

    @Override
    public void tell(BiFunction<UUID, String, ? extends DomainEvent> event) {
        world.publish(event.apply(transitions.identity().uuid(), transitions.name()));
    }

    @Override
    public void restarted() {
        if (isPresent()) {
            markers.clear();
        }
    }

    @Override
    public void marked(int value) {
        if (isPresent()) {
            markers.mark(value);
        }
    }

    @Override
    public Hold hold(StateReason reason) {
        Machine mine = machine;
        if (mine == null) {
            throw new InvalidStateException(transitions.subject() + " is not set up yet", "wait until it has started");
        }
        return holds.hold(mine, reason);
    }
}
