package io.hv.libvirt;

import io.hv.DomainState;
import io.hv.DomainStatus;
import io.hv.LifecycleEvent;
import io.hv.StateReason;
import java.util.Optional;

/**
 * libvirt's numbers for states, reasons and lifecycle events ({@code virDomainState}, {@code virDomainRunningReason} and
 * its siblings, {@code virDomainEventType}) in the API's words. What the API has no word for is "unknown".
 */
final class NativeStates {

    /** What happened, and the status that it led to. */
    record Change(LifecycleEvent.Type type, DomainStatus status) {}

    private NativeStates() {}

    /** A pair from {@code virDomainGetState}. */
    static DomainStatus status(int state, int reason) {
        return switch (state) {
            case 3 -> paused(reason);
            case 4 -> DomainStatus.of(DomainState.SHUTDOWN, StateReason.SHUT_DOWN);
            case 5 -> shutoff(reason);
            case 6 -> DomainStatus.of(DomainState.CRASHED, StateReason.CRASHED);
            case 7 -> DomainStatus.of(DomainState.PMSUSPENDED, StateReason.UNKNOWN);
            // No state, running, blocked on a resource: all of them mean that it runs.
            default -> running(reason);
        };
    }

    private static DomainStatus running(int reason) {
        return DomainStatus.of(
                DomainState.RUNNING,
                switch (reason) {
                    case 1 -> StateReason.BOOTED;
                    case 2 -> StateReason.MIGRATED;
                    case 3 -> StateReason.RESTORED;
                    case 4 -> StateReason.FROM_SNAPSHOT;
                    // Also where it goes on since it did not move, or was not saved, after all.
                    case 5, 6, 7 -> StateReason.RESUMED;
                    default -> StateReason.UNKNOWN;
                });
    }

    private static DomainStatus paused(int reason) {
        return DomainStatus.of(
                DomainState.PAUSED,
                switch (reason) {
                    case 1 -> StateReason.SUSPENDED;
                    case 2 -> StateReason.MIGRATING;
                    case 3 -> StateReason.SAVING;
                    case 4 -> StateReason.DUMPING;
                    case 5 -> StateReason.FAILED; // an I/O error of a disk
                    case 7 -> StateReason.FROM_SNAPSHOT;
                    case 10 -> StateReason.CRASHED;
                    case 11 -> StateReason.STARTED_PAUSED;
                    default -> StateReason.UNKNOWN;
                });
    }

    private static DomainStatus shutoff(int reason) {
        return switch (reason) {
            // libvirt knows of no run of this definition.
            case 0 -> DomainStatus.of(DomainState.SHUTOFF, StateReason.DEFINED);
            case 1 -> DomainStatus.of(DomainState.SHUTOFF, StateReason.SHUT_DOWN);
            case 2 -> DomainStatus.of(DomainState.SHUTOFF, StateReason.DESTROYED);
            case 3 -> DomainStatus.of(DomainState.CRASHED, StateReason.CRASHED);
            case 4 -> DomainStatus.of(DomainState.SHUTOFF, StateReason.MIGRATED);
            case 5 -> DomainStatus.of(DomainState.SHUTOFF, StateReason.SAVED);
            case 6, 8 -> DomainStatus.of(DomainState.SHUTOFF, StateReason.FAILED);
            case 7 -> DomainStatus.of(DomainState.SHUTOFF, StateReason.FROM_SNAPSHOT);
            default -> DomainStatus.of(DomainState.SHUTOFF, StateReason.UNKNOWN);
        };
    }

    /**
     * Whether a machine that was paused was not paused by anybody: QEMU stands still when its guest has panicked, and the
     * event of that may come before the panic's own.
     */
    static boolean isPauseOfNobody(int state, int reason) {
        return switch (state) {
            case 3 -> reason == 0 || reason == 10;
            case 5 -> reason == 3;
            default -> state == 6;
        };
    }

    /** Whether a lifecycle event tells that a guest is done, or has panicked: its stop comes next. */
    static boolean isEnding(int event) {
        return event == 6 || event == 8;
    }

    /**
     * A pair from a lifecycle event. Nothing for those that lead to no state of the API's: that a guest is done with
     * shutting down, or has panicked, is followed by its stop.
     */
    static Optional<Change> change(int event, int detail) {
        return switch (event) {
            case 0 -> change(LifecycleEvent.Type.DEFINED, DomainState.SHUTOFF, StateReason.DEFINED);
            case 1 -> change(LifecycleEvent.Type.UNDEFINED, DomainState.SHUTOFF, StateReason.UNKNOWN);
            case 2 -> change(LifecycleEvent.Type.STARTED, DomainState.RUNNING, started(detail));
            case 3 -> change(LifecycleEvent.Type.SUSPENDED, DomainState.PAUSED, suspended(detail));
            case 4 -> change(LifecycleEvent.Type.RESUMED, DomainState.RUNNING, resumed(detail));
            case 5 -> stopped(detail);
            case 7 -> change(LifecycleEvent.Type.SUSPENDED, DomainState.PMSUSPENDED, StateReason.UNKNOWN);
            default -> Optional.empty();
        };
    }

    private static StateReason started(int detail) {
        return switch (detail) {
            case 0 -> StateReason.BOOTED;
            case 1 -> StateReason.MIGRATED;
            case 2 -> StateReason.RESTORED;
            case 3 -> StateReason.FROM_SNAPSHOT;
            default -> StateReason.UNKNOWN;
        };
    }

    private static StateReason resumed(int detail) {
        return switch (detail) {
            case 0 -> StateReason.RESUMED;
            case 1 -> StateReason.MIGRATED;
            case 2 -> StateReason.FROM_SNAPSHOT;
            default -> StateReason.UNKNOWN;
        };
    }

    private static StateReason suspended(int detail) {
        return switch (detail) {
            case 0 -> StateReason.SUSPENDED;
            case 1 -> StateReason.MIGRATING;
            case 2 -> StateReason.FAILED; // an I/O error of a disk
            case 5 -> StateReason.FROM_SNAPSHOT;
            default -> StateReason.UNKNOWN;
        };
    }

    private static Optional<Change> stopped(int detail) {
        return switch (detail) {
            case 0 -> change(LifecycleEvent.Type.STOPPED, DomainState.SHUTOFF, StateReason.SHUT_DOWN);
            case 1 -> change(LifecycleEvent.Type.STOPPED, DomainState.SHUTOFF, StateReason.DESTROYED);
            case 2 -> change(LifecycleEvent.Type.CRASHED, DomainState.CRASHED, StateReason.CRASHED);
            case 3 -> change(LifecycleEvent.Type.STOPPED, DomainState.SHUTOFF, StateReason.MIGRATED);
            case 4 -> change(LifecycleEvent.Type.STOPPED, DomainState.SHUTOFF, StateReason.SAVED);
            case 5 -> change(LifecycleEvent.Type.STOPPED, DomainState.SHUTOFF, StateReason.FAILED);
            case 6 -> change(LifecycleEvent.Type.STOPPED, DomainState.SHUTOFF, StateReason.FROM_SNAPSHOT);
            default -> change(LifecycleEvent.Type.STOPPED, DomainState.SHUTOFF, StateReason.UNKNOWN);
        };
    }

    private static Optional<Change> change(LifecycleEvent.Type type, DomainState state, StateReason reason) {
        return Optional.of(new Change(type, DomainStatus.of(state, reason)));
    }
}
