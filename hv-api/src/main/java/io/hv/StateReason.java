package io.hv;

/** Why a domain is in its state. */
public enum StateReason {
    /** The backend does not say. */
    UNKNOWN,
    /** Defined, and never started since. */
    DEFINED,
    /** What it is defined by cannot be read, see {@link Domain#spec()}; it can be undefined, and nothing else. */
    UNREADABLE,
    /** Started. */
    BOOTED,
    /** Started with {@link StartFlag#PAUSED}. */
    STARTED_PAUSED,
    /** It goes on from another machine's moment: {@link Domain#cloneAs}, or {@link Host#restore(HostPath, CloneSpec)}. */
    CLONED,
    /** It goes on from a file: {@link Host#restore(HostPath)}. */
    RESTORED,
    /** {@link Domain#suspend()}. */
    SUSPENDED,
    /** A debugger has stopped it; only the debugger lets it go on. */
    DEBUGGER,
    /** Its memory is being written to a file; it goes on by itself. */
    DUMPING,
    /** Its state is being written to a file: {@link Domain#save}. */
    SAVING,
    /** Its state is in a file: {@link Domain#save}. */
    SAVED,
    /** It was put back to a snapshot: {@link Snapshot#revert()}. */
    FROM_SNAPSHOT,
    /** It stands still while it moves to another host: {@link Domain#migrateTo}. */
    MIGRATING,
    /** It has moved: here, or away. */
    MIGRATED,
    /** {@link Domain#resume()}, or what had stopped it has let it go. */
    RESUMED,
    /** The guest shut itself down, by itself or because it was asked to. */
    SHUT_DOWN,
    /** {@link Domain#destroy()}, or its owner was closed. */
    DESTROYED,
    /** The guest crashed. */
    CRASHED,
    /** The host failed to run it. */
    FAILED
}
