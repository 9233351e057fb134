package io.hv.kvm.device;

/**
 * What a driver asks of a device: bytes to read, and then room for the answer. Belongs to one thread at a time, and to
 * nobody once it is completed: the object is used again for later requests.
 */
public interface Request {

    /** What the driver says. */
    RequestReader reader();

    /** Where the answer goes. */
    RequestWriter writer();

    /**
     * Whether nobody waits for it any more: the machine was reset, or has ended, while it was under way. Then reading throws
     * {@link IllegalStateException}, and what is written, and completing it, have no effect. For any thread, until it is completed.
     */
    default boolean lost() {
        return false;
    }

    /**
     * Gives it back to the driver, with as many bytes as the writer has written.
     *
     * @throws IllegalStateException if it was completed already
     */
    void complete();
}
