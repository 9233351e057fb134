package io.hv.libvirt;

import io.hv.DomainState;
import io.hv.DomainStatus;
import io.hv.StateReason;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The starts that hv makes in two steps, paused and then resumed, so that its console is there before the guest's first
 * byte. For the program they are one: this knows which pauses and resumes are hv's own. Another client of the same
 * domain sees both steps.
 *
 * <p>Events of one domain come in order, but perhaps long after the call that caused them: what an event means is
 * decided by the events before it, never by what hv does meanwhile. Safe for any thread.
 */
final class Starts {

    private final Map<UUID, Entry> entries = new HashMap<>();

    /** How a machine begins. */
    enum Kind {
        /** From nothing. */
        BOOT(StateReason.BOOTED, StateReason.STARTED_PAUSED),
        /** From a file. */
        RESTORE(StateReason.RESTORED, StateReason.RESTORED),
        /** From a snapshot. */
        REVERT(StateReason.FROM_SNAPSHOT, StateReason.FROM_SNAPSHOT);

        private final StateReason running;
        private final StateReason paused;

        Kind(StateReason running, StateReason paused) {
            this.running = running;
            this.paused = paused;
        }

        /** How it is when it runs. */
        DomainStatus running() {
            return DomainStatus.of(DomainState.RUNNING, running);
        }

        /** How it is when it is to stand still. */
        DomainStatus paused() {
            return DomainStatus.of(DomainState.PAUSED, paused);
        }
    }

    /** What is known of a run. */
    private record Was(Kind kind, boolean booted, boolean held) {}

    /** What is known of one domain. */
    private static final class Entry {
        /** How the last one began. */
        private Kind kind = Kind.BOOT;
        /** What was so before the last one began, should that come to nothing. */
        private @Nullable Was was;

        /** Starts whose first event has not come yet: whether they are to stay paused. */
        private final Deque<Boolean> announced = new ArrayDeque<>();
        /** The start whose own pause has not been told yet. */
        private @Nullable Boolean untold;
        /** Between the two steps. */
        private boolean underWay;
        /** It runs because hv ended its start by resuming it, and nobody has paused it since. */
        private boolean booted;
        /** It stands still as it was started to. */
        private boolean held;
        /** Pauses that the program has asked for and no event has told of yet. */
        private int asked;
    }

    /**
     * A start in two steps begins.
     *
     * @param paused whether the program wants no second step
     */
    synchronized void begin(UUID uuid, Kind kind, boolean paused) {
        Entry entry = entries.computeIfAbsent(uuid, key -> new Entry());
        entry.was = new Was(entry.kind, entry.booted, entry.held);
        entry.kind = kind;
        entry.announced.addLast(paused);
        entry.underWay = !paused;
        entry.booted = !paused;
        entry.held = paused;
    }

    /** The first step has failed: no event comes of it, and a machine that ran before runs on. */
    synchronized void abandon(UUID uuid) {
        Entry entry = entries.get(uuid);
        if (entry != null) {
            entry.announced.pollLast();
            Was was = entry.was;
            entry.kind = was == null ? Kind.BOOT : was.kind;
            entry.booted = was != null && was.booted;
            entry.held = was != null && was.held;
        }
    }

    /** Both steps have been made, or have failed. */
    synchronized void end(UUID uuid) {
        Entry entry = entries.get(uuid);
        if (entry != null) {
            entry.underWay = false;
        }
    }

    /** The program is about to pause it. */
    synchronized void pausing(UUID uuid) {
        entries.computeIfAbsent(uuid, key -> new Entry()).asked++;
    }

    /** It could not be paused: no event comes of it. */
    synchronized void notPaused(UUID uuid) {
        wasAsked(uuid);
    }

    /** The event of a pause: whether the program has asked for it. */
    synchronized boolean wasAsked(UUID uuid) {
        Entry entry = entries.get(uuid);
        if (entry == null || entry.asked == 0) {
            return false;
        }
        entry.asked--;
        return true;
    }

    /** The program has paused or resumed it: from now on libvirt's reasons are the right ones. */
    synchronized void changed(UUID uuid) {
        Entry entry = entries.get(uuid);
        if (entry != null) {
            entry.booted = false;
            entry.held = false;
        }
    }

    /** The domain is gone; but perhaps another one with its UUID is being started already. */
    synchronized void forget(UUID uuid) {
        entries.computeIfPresent(uuid, (key, entry) -> entry.announced.isEmpty() && !entry.underWay ? null : entry);
    }

    /** A status as libvirt tells it, with hv's own steps taken out. */
    synchronized DomainStatus seen(UUID uuid, DomainStatus told) {
        Entry entry = entries.get(uuid);
        if (entry == null) {
            return told;
        }
        return switch (told.state()) {
            case PAUSED -> entry.underWay ? entry.kind.running() : entry.held ? entry.kind.paused() : told;
            case RUNNING -> entry.booted && told.reason() == StateReason.RESUMED ? entry.kind.running() : told;
            default -> told;
        };
    }

    /** The event of a start: the status that it led to. */
    synchronized DomainStatus started(UUID uuid, DomainStatus told) {
        Entry entry = entries.get(uuid);
        if (entry == null) {
            return told;
        }
        entry.untold = entry.announced.pollFirst();
        return Boolean.TRUE.equals(entry.untold) ? entry.kind.paused() : told;
    }

    /** The event of a pause: whether it is hv's own, which is nobody's business. */
    synchronized boolean isOwnPause(UUID uuid) {
        Entry entry = entries.get(uuid);
        if (entry == null) {
            return false;
        }
        boolean own = entry.untold != null;
        entry.untold = null;
        if (!own && entry.announced.isEmpty()) {
            // Another client's, of the present run.
            entry.booted = false;
        }
        return own;
    }
}
