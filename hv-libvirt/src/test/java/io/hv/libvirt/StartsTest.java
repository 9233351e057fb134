package io.hv.libvirt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.DomainState;
import io.hv.DomainStatus;
import io.hv.StateReason;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A start in two steps is one for the program, whenever the events of its steps come. */
class StartsTest {

    private static final UUID ID = new UUID(1, 2);
    private static final DomainStatus BOOTED = DomainStatus.of(DomainState.RUNNING, StateReason.BOOTED);
    private static final DomainStatus RESUMED = DomainStatus.of(DomainState.RUNNING, StateReason.RESUMED);
    private static final DomainStatus SUSPENDED = DomainStatus.of(DomainState.PAUSED, StateReason.SUSPENDED);
    private static final DomainStatus HELD = DomainStatus.of(DomainState.PAUSED, StateReason.STARTED_PAUSED);

    private final Starts starts = new Starts();

    @Test
    void betweenTheStepsItRunsAndAfterThemItHasBooted() {
        starts.begin(ID, Starts.Kind.BOOT, false);
        assertEquals(BOOTED, starts.seen(ID, SUSPENDED));
        assertEquals(BOOTED, starts.seen(ID, RESUMED));
        starts.end(ID);
        assertEquals(SUSPENDED, starts.seen(ID, SUSPENDED), "another client's");
        assertEquals(BOOTED, starts.seen(ID, RESUMED));
        starts.changed(ID);
        assertEquals(RESUMED, starts.seen(ID, RESUMED));
    }

    @Test
    void startedPausedIsToldAsThat() {
        starts.begin(ID, Starts.Kind.BOOT, true);
        starts.end(ID);
        assertEquals(HELD, starts.seen(ID, SUSPENDED));
        assertEquals(HELD, starts.started(ID, BOOTED));
        assertTrue(starts.isOwnPause(ID));
        starts.changed(ID);
        assertEquals(SUSPENDED, starts.seen(ID, SUSPENDED));
    }

    @Test
    void onlyThePauseBehindItsStartIsHvsOwn() {
        starts.begin(ID, Starts.Kind.BOOT, false);
        starts.end(ID);
        assertFalse(starts.isOwnPause(ID), "late, of the run before");
        assertEquals(BOOTED, starts.seen(ID, RESUMED), "which says nothing of this run");
        assertEquals(BOOTED, starts.started(ID, BOOTED));
        assertTrue(starts.isOwnPause(ID));
        assertFalse(starts.isOwnPause(ID), "another client's");
        assertEquals(RESUMED, starts.seen(ID, RESUMED));
    }

    @Test
    void twoStartsWhoseEventsComeLateAreToldApart() {
        starts.begin(ID, Starts.Kind.BOOT, false);
        starts.end(ID);
        starts.begin(ID, Starts.Kind.BOOT, true);
        starts.end(ID);
        assertEquals(BOOTED, starts.started(ID, BOOTED));
        assertTrue(starts.isOwnPause(ID));
        assertEquals(HELD, starts.started(ID, BOOTED));
        assertTrue(starts.isOwnPause(ID));
    }

    @Test
    void aStartThatFailedLeavesNoTrace() {
        starts.begin(ID, Starts.Kind.BOOT, false);
        starts.abandon(ID);
        starts.end(ID);
        assertEquals(BOOTED, starts.started(ID, BOOTED), "another client's");
        assertFalse(starts.isOwnPause(ID));
        assertEquals(RESUMED, starts.seen(ID, RESUMED));
    }

    @Test
    void eachPauseThatWasAskedForIsToldOnce() {
        starts.pausing(ID);
        starts.pausing(ID);
        starts.notPaused(ID);
        assertTrue(starts.wasAsked(ID));
        assertFalse(starts.wasAsked(ID));
    }

    @Test
    void ofWhatHvDidNotStartNothingIsKnown() {
        assertEquals(RESUMED, starts.seen(ID, RESUMED));
        assertEquals(SUSPENDED, starts.seen(ID, SUSPENDED));
        assertFalse(starts.isOwnPause(ID));
        starts.end(ID);
        starts.changed(ID);
        starts.abandon(ID);
        starts.forget(ID);
        assertEquals(RESUMED, starts.seen(ID, RESUMED));
    }
}
