package io.hv;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The events of a host. What holds on every backend:
 *
 * <ul>
 *   <li>the events of one domain come to a listener in order, and one at a time;
 *   <li>a domain's state, seen in a listener, is never older than the event;
 *   <li>a slow listener delays nobody: its queue is bounded, what does not fit is dropped and counted;
 *   <li>a listener that throws stays subscribed; the exception is logged;
 *   <li>once {@link Subscription#close()} has returned, the listener is not called any more.
 * </ul>
 *
 * <p>Safe for any thread.
 */
public interface Events {

    /** Calls the listener for every event of that type from now on, on a thread of the library's. */
    <E extends Event> Subscription on(Class<E> type, Consumer<? super E> listener);

    /**
     * Subscribes, then runs the trigger, then waits for the first event that fits: so none can be missed.
     *
     * @throws OperationTimeoutException if none comes in time; the evidence lists the events that came and did not fit
     */
    <E extends Event> E await(Class<E> type, Predicate<? super E> fits, Duration timeout, Runnable trigger);
}
