package io.hv.libvirt;

import io.hv.ClosedException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** What is waited for by way of one handle on a host, whose closing ends it. Safe for any thread. */
final class Waits {

    private final Set<CompletableFuture<?>> all = ConcurrentHashMap.newKeySet();

    /** Whoever adds one looks afterwards whether the host is open still. */
    void add(CompletableFuture<?> wait) {
        all.add(wait);
    }

    @SuppressWarnings("CollectionUndefinedEquality") // that very one is meant
    void remove(CompletableFuture<?> wait) {
        all.remove(wait);
    }

    /** Ends all that are there. */
    void end(ClosedException reason) {
        all.forEach(wait -> wait.completeExceptionally(reason));
    }
}
