package io.hv.backend;

import io.hv.DomainEvent;
import io.hv.HypervisorException;
import io.hv.StateReason;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;

/** What a {@link Machine} tells of itself. Called from any of the machine's threads; never waits, save {@link #hold}. */
public interface MachineListener {

    /** It has ended by itself; it will be closed. Only the first call counts. */
    void ended(MachineEnd end);

    /** Its guest broke a rule of a device; it goes on. */
    void guestFault(String device, String rule);

    /**
     * Its guest wrote to its marker port; for backends with {@link io.hv.Feature#MARKER}. Quick, and allocates nothing
     * where nobody waits: kernels write there also just to pass a microsecond.
     *
     * @param value of which the lowest 8 bits count
     */
    default void marked(int value) {}

    /** It begins anew, because its guest or its owner has reset it; what it has marked was before. */
    default void restarted() {}

    /**
     * A device has left it that {@link Machine#detachDisk} or {@link Machine#detachNic} asked for, and has given back what it
     * held of the host.
     *
     * @param device a disk's target, or a card's address as text
     * @param failure what could not be given back as it should
     */
    default void detached(String device, Optional<HypervisorException> failure) {}

    /**
     * Something of the backend's own has happened, of which listeners hear in turn with all else.
     *
     * @param event makes the event of the domain's UUID and name
     */
    default void tell(BiFunction<UUID, String, ? extends DomainEvent> event) {}

    /**
     * Suspends the machine for another reason than {@link io.hv.Domain#suspend()}. The domain is
     * {@link io.hv.DomainState#PAUSED} with that reason, and cannot be resumed, until the hold is let go. Waits for
     * transitions that are under way: not for the machine's own threads.
     *
     * @throws io.hv.InvalidStateException if the machine has ended
     */
    Hold hold(StateReason reason);
}
