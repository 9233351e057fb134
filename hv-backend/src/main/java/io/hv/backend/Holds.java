package io.hv.backend;

import io.hv.DomainState;
import io.hv.DomainStatus;
import io.hv.StateReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The holds in force on a machine, and what the domain was before them. Under its domain's transition lock. */
final class Holds {

    /** One of them: an identity. */
    static final class Entry {

        private final StateReason reason;

        private Entry(StateReason reason) {
            this.reason = reason;
        }
    }

    private final List<Entry> entries = new ArrayList<>();
    private DomainStatus beneath = DomainStatus.of(DomainState.RUNNING, StateReason.RESUMED);

    /** Why the domain is held, if it is: the latest reason. */
    Optional<StateReason> reason() {
        return entries.isEmpty() ? Optional.empty() : Optional.of(entries.get(entries.size() - 1).reason);
    }

    /** Adds one to a domain that has this status. */
    Entry add(StateReason reason, DomainStatus now) {
        if (entries.isEmpty()) {
            beneath = now;
        }
        Entry entry = new Entry(reason);
        entries.add(entry);
        return entry;
    }

    /**
     * Takes one away.
     *
     * @param run whether the domain is to run after the last, whatever it did before the first
     * @return false if it is not in force
     */
    boolean remove(Entry entry, boolean run) {
        if (!entries.remove(entry)) {
            return false;
        }
        if (run) {
            beneath = DomainStatus.of(DomainState.RUNNING, StateReason.RESUMED);
        }
        return true;
    }

    /** What the domain's status is without them. */
    DomainStatus beneath() {
        return beneath.state() == DomainState.RUNNING
                ? DomainStatus.of(DomainState.RUNNING, StateReason.RESUMED)
                : beneath;
    }

    void clear() {
        entries.clear();
    }
}
