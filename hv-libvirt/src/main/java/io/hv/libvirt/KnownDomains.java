package io.hv.libvirt;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * libvirt's handles of the domains of a {@link Link} that were asked for last, so that not each question looks its domain up.
 * A handle says which domain is meant, not that there is one: a domain that is gone is noticed by the question. Safe for any
 * thread.
 */
final class KnownDomains {

    static final int MOST = 1024;

    private final Map<UUID, Handle> handles = new LinkedHashMap<>(16, 0.75f, true);
    private boolean ended;

    /** A handle that several may use; freed when it is not kept any more and nobody uses it. */
    static final class Handle {

        final long address;
        private int users = 1;

        private Handle(long address) {
            this.address = address;
        }
    }

    /** One that is known, to be given back by {@link #giveBack}; null where none is. */
    synchronized @Nullable Handle take(UUID uuid) {
        Handle handle = handles.get(uuid);
        if (handle != null) {
            handle.users++;
        }
        return handle;
    }

    /** Owns one that was found from now on, and keeps it; to be given back by {@link #giveBack}. */
    synchronized Handle own(UUID uuid, long address) {
        Handle handle = new Handle(address);
        if (!ended) {
            handle.users++;
            Handle before = handles.put(uuid, handle);
            if (before != null) {
                giveBack(before);
            } else if (handles.size() > MOST) {
                forget(handles.keySet().iterator().next());
            }
        }
        return handle;
    }

    /** It is not used any more by one who has used it. */
    synchronized void giveBack(Handle handle) {
        handle.users--;
        if (handle.users == 0) {
            QuickCalls.free(handle.address);
        }
    }

    /** That domain is not there any more. */
    synchronized void forget(UUID uuid) {
        Handle handle = handles.remove(uuid);
        if (handle != null) {
            giveBack(handle);
        }
    }

    /** Nothing is kept from now on: libvirt's connection lasts as long as a handle of it. */
    synchronized void end() {
        ended = true;
        handles.values().forEach(this::giveBack);
        handles.clear();
    }
}
