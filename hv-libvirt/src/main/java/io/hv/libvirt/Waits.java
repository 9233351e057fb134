package io.hv.libvirt;

import io.hv.ClosedException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** What is waited for by way of one handle on a host, whose closing ends it. Safe for any thread. */
final class Waits {

    private final Map<Object, CompletableFuture<?>> all = new ConcurrentHashMap<>();

    /**
     * Adds one. Whoever does looks afterwards whether the host is open still.
     *
     * @return what to {@link #remove} it by
     */
    Object add(CompletableFuture<?> wait) {
        Object key = new Object();
        all.put(key, wait);
        return key;
    }

    void remove(Object key) {
        all.remove(key);
    }

    /** Ends all that are there. */
    void end(ClosedException reason) {
        all.values().forEach(wait -> wait.completeExceptionally(reason));
    }
}
