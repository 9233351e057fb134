package io.hv.libvirt;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The consoles of a connection's domains. Those of running machines are kept, and of those that have stopped the last
 * {@value #KEPT} that were used, so that what they printed can still be read. Safe for any thread.
 */
final class Consoles {

    static final int KEPT = 64;

    /** In the order in which they were last asked for. */
    private final Map<UUID, DomainConsole> consoles = new LinkedHashMap<>(16, 0.75f, true);

    /** The one of a domain, made where there is none. */
    synchronized DomainConsole of(UUID uuid, String name) {
        DomainConsole console = consoles.computeIfAbsent(uuid, key -> new DomainConsole(name));
        int surplus = consoles.size() - KEPT;
        if (surplus > 0) {
            List<UUID> idle = consoles.entrySet().stream()
                    .filter(entry ->
                            entry.getValue() != console && !entry.getValue().isAttached())
                    .limit(surplus)
                    .map(Map.Entry::getKey)
                    .toList();
            idle.forEach(consoles::remove);
        }
        return console;
    }

    /** A machine is about to stop, see {@link DomainConsole}. */
    void ending(UUID uuid) {
        known(uuid).ifPresent(DomainConsole::ending);
    }

    /** A domain is about to be forgotten, see {@link DomainConsole}. */
    void detach(UUID uuid) {
        known(uuid).ifPresent(DomainConsole::detach);
    }

    /** A machine has stopped: waits until all is here that it has printed. */
    void awaitEnd(UUID uuid) {
        known(uuid).ifPresent(DomainConsole::awaitEnd);
    }

    private synchronized Optional<DomainConsole> known(UUID uuid) {
        return Optional.ofNullable(consoles.get(uuid));
    }

    /** Forgets a domain that is not there any more; but perhaps another one with its UUID runs already. */
    synchronized void forget(UUID uuid) {
        consoles.computeIfPresent(uuid, (key, console) -> console.isAttached() ? console : null);
    }
}
