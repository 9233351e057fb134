package io.hv.kvm.storage;

import io.hv.kvm.bus.Uninterrupted;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Where requests come by a disk's layers, and where these are replaced without a lock in a request's way: each user tells
 * which layers it uses, and who replaces them waits until nobody uses others. Users are safe for one thread each; one
 * thread at a time replaces.
 */
final class Gateway {

    private final List<User> users = new CopyOnWriteArrayList<>();
    private volatile Layers layers;
    private volatile boolean awaited;

    Gateway(Layers layers) {
        this.layers = layers;
    }

    Layers now() {
        return layers;
    }

    /**
     * Gives later requests other layers, and waits until the ones before are over. Both are under way for a while, so who
     * changes where writes go lets in only readers first.
     */
    void replace(Layers next) {
        layers = next;
        synchronized (this) {
            notifyAll();
            awaited = true;
            Uninterrupted.await(this, () -> users.stream().allMatch(user -> user.isDoneBut(next)));
            awaited = false;
        }
    }

    private synchronized void tell() {
        notifyAll();
    }

    private synchronized void awaitOtherThan(Layers present) {
        Uninterrupted.await(this, () -> layers != present);
    }

    User user() {
        User user = new User();
        users.add(user);
        return user;
    }

    /** One of those that do requests. */
    final class User {

        private volatile @Nullable Layers using;

        /** Begins a request. */
        Layers enter(boolean writes) {
            while (true) {
                Layers present = layers;
                using = present;
                if (present == layers && present.lets(writes)) {
                    return present;
                }
                leave();
                if (present == layers) {
                    awaitOtherThan(present);
                }
            }
        }

        /** Ends it. */
        void leave() {
            using = null;
            if (awaited) {
                tell();
            }
        }

        private boolean isDoneBut(Layers next) {
            Layers present = using;
            return present == null || present == next;
        }
    }
}
