package io.hv.mem.mutant;

import io.hv.Domain;
import io.hv.DomainState;
import io.hv.DomainStatus;
import io.hv.Event;
import io.hv.Events;
import io.hv.LifecycleEvent;
import io.hv.OperationTimeoutException;
import io.hv.StateReason;
import io.hv.Subscription;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Bugs of events and subscriptions. */
final class EventBugs {

    /** The state that the running listener is to see, on its thread. */
    private static final ThreadLocal<DomainState> SEEN = new ThreadLocal<>();

    private EventBugs() {}

    /** Stands between every listener and its events; each listener has a state of its own. */
    private static Bug listeners(Supplier<BiConsumer<Event, Consumer<Event>>> between) {
        return call -> {
            if (!call.is(Events.class, "on")) {
                return call.proceed();
            }
            Consumer<Event> listener = call.listener();
            BiConsumer<Event, Consumer<Event>> filter = between.get();
            Consumer<Event> bad = event -> filter.accept(event, listener);
            return call.proceed(call.argument(0), bad);
        };
    }

    private static boolean is(Event event, LifecycleEvent.Type type) {
        return event instanceof LifecycleEvent life && life.type() == type;
    }

    static Bug lost() {
        return listeners(() -> (event, listener) -> {
            if (!is(event, LifecycleEvent.Type.RESUMED)) {
                listener.accept(event);
            }
        });
    }

    static Bug doubled() {
        return listeners(() -> (event, listener) -> {
            listener.accept(event);
            if (is(event, LifecycleEvent.Type.STARTED)) {
                listener.accept(event);
            }
        });
    }

    static Bug reordered() {
        return listeners(() -> {
            Deque<Event> late = new ArrayDeque<>();
            return (event, listener) -> {
                if (is(event, LifecycleEvent.Type.SUSPENDED)) {
                    late.add(event);
                    return;
                }
                listener.accept(event);
                while (!late.isEmpty()) {
                    listener.accept(late.remove());
                }
            };
        });
    }

    static Bug wrongReason() {
        return listeners(() -> (event, listener) -> listener.accept(
                event instanceof LifecycleEvent life
                        ? LifecycleEvent.now(
                                life.uuid(),
                                life.name(),
                                life.type(),
                                DomainStatus.of(life.status().state(), StateReason.UNKNOWN))
                        : event));
    }

    /** The listener's thread sees the state that the event before this one led to. */
    static Bug staleState() {
        Bug remembering = listeners(() -> {
            DomainState[] before = {DomainState.SHUTOFF};
            return (event, listener) -> {
                SEEN.set(before[0]);
                try {
                    listener.accept(event);
                } finally {
                    SEEN.remove();
                    if (event instanceof LifecycleEvent life) {
                        before[0] = life.status().state();
                    }
                }
            };
        });
        return call -> call.is(Domain.class, "state") && SEEN.get() != null ? SEEN.get() : remembering.around(call);
    }

    static Bug aThreadForEachEvent() {
        return listeners(() -> (event, listener) -> {
            Thread thread = new Thread(() -> listener.accept(event), "mutant");
            thread.setDaemon(true);
            thread.start();
        });
    }

    static Bug typeIgnored() {
        return call -> {
            if (!call.is(Events.class, "on")) {
                return call.proceed();
            }
            Consumer<Event> bad = call.listener();
            return call.proceed(Event.class, bad);
        };
    }

    static Bug exceptionUnsubscribes() {
        return listeners(() -> {
            AtomicBoolean gone = new AtomicBoolean();
            return (event, listener) -> {
                if (gone.get()) {
                    return;
                }
                try {
                    listener.accept(event);
                } catch (RuntimeException e) {
                    gone.set(true);
                    throw e;
                }
            };
        });
    }

    static Bug oneLockForAllListeners() {
        ReentrantLock lock = new ReentrantLock();
        return listeners(() -> (event, listener) -> {
            lock.lock();
            try {
                listener.accept(event);
            } finally {
                lock.unlock();
            }
        });
    }

    static Bug domainWaitsForListeners() {
        ReentrantLock lock = new ReentrantLock();
        Bug listening = listeners(() -> (event, listener) -> {
            lock.lock();
            try {
                listener.accept(event);
            } finally {
                lock.unlock();
            }
        });
        return call -> {
            Object result = listening.around(call);
            if (call.is(Domain.class, "suspend") || call.is(Domain.class, "resume")) {
                lock.lockInterruptibly();
                lock.unlock();
            }
            return result;
        };
    }

    static Bug lossNotCounted() {
        return call -> call.is(Subscription.class, "lost") ? 0L : call.proceed();
    }

    static Bug closeDoesNothing() {
        return call -> call.is(Subscription.class, "close") ? null : call.proceed();
    }

    static Bug closeDoesNotWait() {
        return call -> {
            if (!call.is(Subscription.class, "close")) {
                return call.proceed();
            }
            Thread thread = new Thread(call.on(Subscription.class)::close, "mutant");
            thread.setDaemon(true);
            thread.start();
            return null;
        };
    }

    static Bug triggerBeforeSubscription() {
        return call -> {
            if (!call.is(Events.class, "await")) {
                return call.proceed();
            }
            Runnable trigger = (Runnable) call.argument(3);
            trigger.run();
            Runnable nothing = () -> {};
            return call.proceed(call.argument(0), call.argument(1), call.argument(2), nothing);
        };
    }

    static Bug awaitWithoutEvidence() {
        return call -> {
            try {
                return call.proceed();
            } catch (OperationTimeoutException e) {
                if (call.is(Events.class, "await")) {
                    throw new OperationTimeoutException("no event", e.remedy(), "");
                }
                throw e;
            }
        };
    }
}
