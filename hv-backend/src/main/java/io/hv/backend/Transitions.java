package io.hv.backend;

import io.hv.DomainState;
import io.hv.DomainStatus;
import io.hv.HypervisorException;
import io.hv.InvalidStateException;
import io.hv.LifecycleEvent;
import io.hv.NotFoundException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/**
 * One transition of a domain after the other, and each only where it is legal. A transition is a thread that holds the lock, from
 * {@link #enter} or {@link #lock} to {@link #unlock}; the lock is reentrant. Of the locks of a domain it is the outermost: who holds
 * it may take the store's, the world's of its domains, and a machine's. The status can be read at any time, by any thread; it is
 * posted in a transition, save where a definition is read anew. A status becomes visible before its event is published.
 */
final class Transitions {

    private final World world;
    private final DomainIdentity identity;
    private final StatusBoard board;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile boolean gone;

    /** Of a domain with this status. */
    Transitions(World world, DomainIdentity identity, DomainStatus first) {
        this.world = world;
        this.identity = identity;
        this.board = new StatusBoard(first);
    }

    DomainIdentity identity() {
        return identity;
    }

    String name() {
        return identity.name();
    }

    String subject() {
        return identity.subject();
    }

    StatusBoard board() {
        return board;
    }

    /** Its status at this moment; in a transition, until that ends or changes it. */
    DomainStatus now() {
        return board.now();
    }

    // ---- the lock

    /** Begins a transition that nothing may keep from coming: an end. Not interruptible. */
    void lock() {
        lock.lock();
    }

    /**
     * Begins a transition, whatever the status is.
     *
     * @throws io.hv.InterruptedOperationException if the thread is interrupted; it holds nothing then
     */
    void lock(String operation) {
        Waits.lock(lock, operation + " of '" + name() + "'");
    }

    /** Ends the transition. */
    void unlock() {
        lock.unlock();
    }

    /**
     * Begins a transition where the domain is in one of these states.
     *
     * @throws io.hv.InterruptedOperationException if the thread is interrupted
     * @throws HypervisorException as {@link #require}; the transition has not begun then
     */
    void enter(String operation, DomainState... legal) {
        lock(operation);
        try {
            require(operation, legal);
        } catch (HypervisorException e) {
            lock.unlock();
            throw e;
        }
    }

    /** Does something as a transition. */
    void run(String operation, Runnable action) {
        lock(operation);
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }

    // ---- what is legal

    /**
     * In a transition: refuses it where the domain is in no such state.
     *
     * @throws NotFoundException if its host does not know it any more
     * @throws io.hv.ClosedException if its host is closed
     * @throws InvalidStateException if its state is another one
     */
    void require(String operation, DomainState... legal) {
        requireKnown();
        world.requireOngoing();
        DomainStatus status = board.now();
        if (!Set.of(legal).contains(status.state())) {
            throw new InvalidStateException(
                    operation + " is not possible: " + subject() + " is " + status,
                    "it is possible when the domain is "
                            + List.of(legal).stream().map(DomainState::name).collect(Collectors.joining(" or ")));
        }
    }

    /** Refuses what wants a domain that its host knows. */
    void requireKnown() {
        if (gone) {
            throw identity.notFound();
        }
    }

    // ---- what has changed

    /** In a transition: makes a status visible, and then publishes what happened. */
    void post(LifecycleEvent.Type type, DomainStatus status) {
        board.post(status, () -> publish(type, status));
    }

    /** In a transition: makes a status visible of which nobody is told, since the machine does what it did. */
    void post(DomainStatus status) {
        board.post(status, () -> {});
    }

    /** Publishes what happened to a domain whose status stays as it is. */
    void publish(LifecycleEvent.Type type) {
        publish(type, board.now());
    }

    private void publish(LifecycleEvent.Type type, DomainStatus status) {
        world.publish(LifecycleEvent.now(identity.uuid(), name(), type, status));
    }

    // ---- the end of the domain itself

    /** Whether its host does not know it any more. */
    boolean isGone() {
        return gone;
    }

    /** Its host is about to forget it: nothing is legal any more. */
    void gone() {
        gone = true;
    }

    /** Its host has forgotten it. Whoever waits for something else than its last status waits in vain. */
    void close() {
        board.close(identity::notFound);
    }
}
