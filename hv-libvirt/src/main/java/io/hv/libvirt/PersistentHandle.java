package io.hv.libvirt;

import io.hv.Host;
import io.hv.InvalidStateException;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Something that libvirt keeps a definition of, by its UUID, through one handle of its host; every call looks it up anew.
 *
 * @param <R> libvirt's handle
 */
abstract class PersistentHandle<R extends PersistentRef> extends Identified<R> {

    private final String noun;
    private final String name;

    /**
     * One that was found.
     *
     * @param noun what it is called
     */
    PersistentHandle(HostHandle host, String noun, R ref) {
        super(host, ref.uuid());
        this.noun = noun;
        this.name = ref.name();
    }

    abstract ConnectionShelf<?, R> refs(SharedConnection shared);

    @Override
    final Optional<R> look(SharedConnection shared) throws LibvirtFailure {
        return refs(shared).find(uuid());
    }

    /**
     * A transition: looked at and done under a lock, so that one of several threads is too late, whatever libvirt makes of a
     * second request.
     */
    final void change(String verb, boolean whileActive, Change<R> change) {
        ReentrantLock lock = lock(verb + " of " + this);
        try (R ref = find()) {
            requireActive(verb, whileActive, ref);
            try {
                change.of(ref);
            } catch (LibvirtFailure e) {
                // Another client may have been faster: then the state is the reason.
                requireActive(verb, whileActive, ref);
                throw e;
            }
        } catch (LibvirtFailure e) {
            throw e.translated(verb + " of " + this);
        } finally {
            lock.unlock();
        }
    }

    /** Held, by whoever changes it in several steps. */
    final ReentrantLock lock(String what) {
        return host.shared().domain(uuid(), what);
    }

    final void requireActive(String verb, boolean wanted, R ref) throws LibvirtFailure {
        if (ref.isActive() != wanted) {
            throw new InvalidStateException(
                    verb + " is not possible: " + this + (wanted ? " is not active" : " is active"),
                    wanted ? "start it first" : "stop it first");
        }
    }

    /** What its definition says. */
    final <S> S spec(Function<String, S> reader, String command) {
        String xml = ask("XML of " + this, ref -> ref.xml(host.shared().driver().definition()));
        return read(xml, reader, command + " " + uuid());
    }

    public final Host host() {
        return host;
    }

    public final String name() {
        return name;
    }

    public final boolean isActive() {
        return ask("look-up of " + this, PersistentRef::isActive);
    }

    public final boolean isPersistent() {
        return ask("look-up of " + this, PersistentRef::isPersistent);
    }

    public final boolean isAutostart() {
        return ask("look-up of " + this, PersistentRef::isAutostart);
    }

    public final void autostart(boolean on) {
        tell("change of " + this, ref -> ref.autostart(on));
    }

    public final void start() {
        change("start", false, PersistentRef::start);
    }

    public final void stop() {
        change("stop", true, PersistentRef::stop);
    }

    public final void undefine() {
        change("undefine", false, PersistentRef::undefine);
    }

    @Override
    public final String toString() {
        return "the " + noun + " '" + name + "'";
    }
}
