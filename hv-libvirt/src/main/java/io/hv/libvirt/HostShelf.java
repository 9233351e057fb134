package io.hv.libvirt;

import io.hv.AlreadyExistsException;
import io.hv.Feature;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What a host keeps definitions of, of one type, through one handle of it.
 *
 * @param <R> libvirt's handle
 * @param <T> ours
 */
abstract class HostShelf<R extends PersistentRef, T extends PersistentHandle<R>> {

    final HostHandle host;
    private final String noun;
    private final Feature feature;

    /**
     * Those of a host.
     *
     * @param noun what one is called
     * @param feature what the host has to support
     */
    HostShelf(HostHandle host, String noun, Feature feature) {
        this.host = host;
        this.noun = noun;
        this.feature = feature;
    }

    abstract ConnectionShelf<?, R> refs(SharedConnection shared);

    abstract T handle(R ref);

    final SharedConnection shared() {
        SharedConnection shared = host.shared();
        shared.driver().features().require(host.toString(), feature);
        return shared;
    }

    /** Makes one where there is none of its name and UUID; libvirt itself would change that one. */
    final T define(String name, UUID uuid, String xml) {
        SharedConnection shared = shared();
        String what = "define of the " + noun + " '" + name + "'";
        ReentrantLock lock = shared.names(what);
        try {
            requireFree(shared, name, uuid);
            try (R made = refs(shared).define(xml)) {
                return handle(made);
            } catch (LibvirtFailure e) {
                // Another client may have been faster.
                requireFree(shared, name, uuid);
                throw e;
            }
        } catch (LibvirtFailure e) {
            throw e.translated(what);
        } finally {
            lock.unlock();
        }
    }

    private void requireFree(SharedConnection shared, String name, UUID uuid) throws LibvirtFailure {
        try (R taken = refs(shared).find(name).orElse(null)) {
            if (taken != null) {
                throw new AlreadyExistsException(
                        "a " + noun + " called '" + name + "' is on " + host.uri() + " already",
                        "choose another name, or undefine that one");
            }
        }
        try (R taken = refs(shared).find(uuid).orElse(null)) {
            if (taken != null) {
                throw new AlreadyExistsException(
                        "a " + noun + " with the UUID " + uuid + " is on " + host.uri() + " already: '" + taken.name()
                                + "'",
                        "choose another UUID, or leave it to the host");
            }
        }
    }

    /** In the order of their names. */
    final List<T> list() {
        List<T> all = new ArrayList<>();
        try {
            List<R> refs = refs(shared()).list();
            try {
                refs.forEach(ref -> all.add(handle(ref)));
            } finally {
                refs.forEach(NativeRef::close);
            }
        } catch (LibvirtFailure e) {
            throw e.translated("list of the " + noun + "s on " + host.uri());
        }
        all.sort(Comparator.comparing(PersistentHandle::name));
        return all;
    }

    final Optional<T> find(String name) {
        try (R ref = refs(shared()).find(name).orElse(null)) {
            return Optional.ofNullable(ref).map(this::handle);
        } catch (LibvirtFailure e) {
            throw e.translated("look-up of the " + noun + " '" + name + "' on " + host.uri());
        }
    }

    final Optional<T> find(UUID uuid) {
        try (R ref = refs(shared()).find(uuid).orElse(null)) {
            return Optional.ofNullable(ref).map(this::handle);
        } catch (LibvirtFailure e) {
            throw e.translated("look-up of the " + noun + " " + uuid + " on " + host.uri());
        }
    }
}
