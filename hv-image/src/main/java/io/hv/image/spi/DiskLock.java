package io.hv.image.spi;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/** What of a disk goes side by side, and what is alone. Safe for any thread. */
public final class DiskLock {

    private final ReadWriteLock lock = new ReentrantReadWriteLock();

    /** Of one disk. */
    public DiskLock() {}

    /** What reads, or writes in place: many at a time. */
    public <T> T shared(Supplier<T> action) {
        return held(lock.readLock(), action);
    }

    /** The same, without a result. */
    public void share(Runnable action) {
        Object unused = shared(returning(action));
    }

    /** What changes where things are: nothing else goes on meanwhile. */
    public <T> T alone(Supplier<T> action) {
        return held(lock.writeLock(), action);
    }

    /** The same, without a result. */
    public void act(Runnable action) {
        Object unused = alone(returning(action));
    }

    private static Supplier<Runnable> returning(Runnable action) {
        return () -> {
            action.run();
            return action;
        };
    }

    private static <T> T held(Lock held, Supplier<T> action) {
        held.lock();
        try {
            return action.get();
        } finally {
            held.unlock();
        }
    }
}
